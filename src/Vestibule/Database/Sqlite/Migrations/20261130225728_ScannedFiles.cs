using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vestibule.Database.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ScannedFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Finding",
                table: "SealedFiles",
                type: "TEXT",
                maxLength: 100,
                nullable: true
            );

            migrationBuilder.AddColumn<long>(
                name: "ScannedOn",
                table: "SealedFiles",
                type: "INTEGER",
                nullable: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_SealedFiles_Unscanned",
                table: "SealedFiles",
                column: "Id",
                filter: "\"ScannedOn\" IS NULL AND \"Finding\" IS NULL"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_SealedFiles_Unscanned", table: "SealedFiles");

            migrationBuilder.DropColumn(name: "Finding", table: "SealedFiles");

            migrationBuilder.DropColumn(name: "ScannedOn", table: "SealedFiles");
        }
    }
}
