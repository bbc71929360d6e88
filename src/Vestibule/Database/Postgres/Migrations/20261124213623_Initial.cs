using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Vestibule.Database.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AccessVersions",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessVersions", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "Countries",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    Name = table.Column<string>(type: "text", nullable: false),
                    TwoLetterCode = table.Column<string>(type: "text", nullable: false),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Countries", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "Currencies",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Code = table.Column<string>(type: "text", nullable: false),
                    Format = table.Column<string>(type: "text", nullable: false),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Currencies", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "FileFaults",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    FoundOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    SeenOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FileFaults", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "FileIntents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ExpiresOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FileIntents", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "JournalEntries",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    BusinessId = table.Column<long>(type: "bigint", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Deed = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    ActorKind = table.Column<int>(type: "integer", nullable: false),
                    ActorUserId = table.Column<long>(type: "bigint", nullable: true),
                    ActorName = table.Column<string>(type: "text", nullable: false),
                    Factor = table.Column<string>(type: "text", nullable: false),
                    From = table.Column<string>(type: "text", nullable: true),
                    Action = table.Column<int>(type: "integer", nullable: false),
                    Entity = table.Column<string>(type: "text", nullable: false),
                    EntityId = table.Column<long>(type: "bigint", nullable: false),
                    EntityKey = table.Column<Guid>(type: "uuid", nullable: false),
                    Member = table.Column<string>(type: "text", nullable: true),
                    OldValue = table.Column<string>(type: "text", nullable: true),
                    NewValue = table.Column<string>(type: "text", nullable: true),
                    CoworkerKey = table.Column<Guid>(type: "uuid", nullable: true),
                    Sealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalEntries", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "JournalHeads",
                columns: table => new
                {
                    BusinessId = table.Column<long>(type: "bigint", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalHeads", x => x.BusinessId);
                }
            );

            migrationBuilder.CreateTable(
                name: "KeyedRequests",
                columns: table => new
                {
                    Digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    Part = table.Column<long>(type: "bigint", nullable: false),
                    Fingerprint = table.Column<byte[]>(type: "bytea", nullable: false),
                    Outcome = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyedRequests", x => new { x.Digest, x.Part });
                }
            );

            migrationBuilder.CreateTable(
                name: "OpenIddictApplications",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    ApplicationType = table.Column<string>(
                        type: "character varying(50)",
                        maxLength: 50,
                        nullable: true
                    ),
                    ClientId = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: true
                    ),
                    ClientSecret = table.Column<string>(type: "text", nullable: true),
                    ClientType = table.Column<string>(
                        type: "character varying(50)",
                        maxLength: 50,
                        nullable: true
                    ),
                    ConcurrencyToken = table.Column<string>(
                        type: "character varying(50)",
                        maxLength: 50,
                        nullable: true
                    ),
                    ConsentType = table.Column<string>(
                        type: "character varying(50)",
                        maxLength: 50,
                        nullable: true
                    ),
                    DisplayName = table.Column<string>(type: "text", nullable: true),
                    DisplayNames = table.Column<string>(type: "text", nullable: true),
                    JsonWebKeySet = table.Column<string>(type: "text", nullable: true),
                    Permissions = table.Column<string>(type: "text", nullable: true),
                    PostLogoutRedirectUris = table.Column<string>(type: "text", nullable: true),
                    Properties = table.Column<string>(type: "text", nullable: true),
                    RedirectUris = table.Column<string>(type: "text", nullable: true),
                    Requirements = table.Column<string>(type: "text", nullable: true),
                    Settings = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpenIddictApplications", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "OpenIddictScopes",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    ConcurrencyToken = table.Column<string>(
                        type: "character varying(50)",
                        maxLength: 50,
                        nullable: true
                    ),
                    Description = table.Column<string>(type: "text", nullable: true),
                    Descriptions = table.Column<string>(type: "text", nullable: true),
                    DisplayName = table.Column<string>(type: "text", nullable: true),
                    DisplayNames = table.Column<string>(type: "text", nullable: true),
                    Name = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: true
                    ),
                    Properties = table.Column<string>(type: "text", nullable: true),
                    Resources = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpenIddictScopes", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "ScrubRounds",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Holder = table.Column<Guid>(type: "uuid", nullable: false),
                    HeldUntil = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    StartedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    EndedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    After = table.Column<Guid>(type: "uuid", nullable: false),
                    Files = table.Column<long>(type: "bigint", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    LastEndedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScrubRounds", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "SealedFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    BusinessKey = table.Column<Guid>(type: "uuid", nullable: false),
                    CheckKey = table.Column<Guid>(type: "uuid", nullable: false),
                    DocumentKey = table.Column<Guid>(type: "uuid", nullable: false),
                    Slot = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    CoworkerKey = table.Column<Guid>(type: "uuid", nullable: false),
                    WrappedKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    Length = table.Column<long>(type: "bigint", nullable: false),
                    SealedLength = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    Checksum = table.Column<byte[]>(type: "bytea", nullable: false),
                    MediaType = table.Column<string>(type: "text", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    PartOf = table.Column<Guid>(type: "uuid", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SealedFiles", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "SignInTraces",
                columns: table => new
                {
                    Key = table.Column<string>(type: "text", nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    FailedAt = table.Column<long>(type: "bigint", nullable: true),
                    GoodAt = table.Column<long>(type: "bigint", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInTraces", x => x.Key);
                }
            );

            migrationBuilder.CreateTable(
                name: "SigningKeys",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    Epoch = table.Column<int>(type: "integer", nullable: false),
                    KeyId = table.Column<string>(type: "text", nullable: false),
                    WrappedSigningKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    WrappedEncryptionKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    SignsFrom = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKeys", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "SimpleTimeZones",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    TimeOffset = table.Column<double>(type: "double precision", nullable: false),
                    UsesSummerTime = table.Column<bool>(type: "boolean", nullable: false),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SimpleTimeZones", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "StripeAccounts",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    BusinessId = table.Column<long>(type: "bigint", nullable: false),
                    Enabled = table.Column<bool>(type: "boolean", nullable: false),
                    UsesNetwork = table.Column<bool>(type: "boolean", nullable: false),
                    SealedKey = table.Column<byte[]>(type: "bytea", nullable: true),
                    KeyEnding = table.Column<string>(type: "text", nullable: true),
                    Live = table.Column<bool>(type: "boolean", nullable: false),
                    SealedWebhookSecrets = table.Column<byte[]>(type: "bytea", nullable: true),
                    WebhookSecretEndings = table.Column<string>(type: "text", nullable: true),
                    WebhookName = table.Column<string>(type: "text", nullable: false),
                    AllowedPapers = table.Column<int>(type: "integer", nullable: false),
                    MatchingSelfie = table.Column<bool>(type: "boolean", nullable: false),
                    LiveCapture = table.Column<bool>(type: "boolean", nullable: false),
                    AttemptLimit = table.Column<int>(type: "integer", nullable: false),
                    KeepsNumber = table.Column<bool>(type: "boolean", nullable: false),
                    RedactAfterDays = table.Column<int>(type: "integer", nullable: true),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StripeAccounts", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    FullName = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<int>(type: "integer", nullable: false),
                    PreferredLanguageId = table.Column<long>(type: "bigint", nullable: true),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    IsAdmin = table.Column<bool>(type: "boolean", nullable: false),
                    APIAccess = table.Column<bool>(type: "boolean", nullable: false),
                    Validated = table.Column<bool>(type: "boolean", nullable: false),
                    MustResetPassword = table.Column<bool>(type: "boolean", nullable: false),
                    LastAccess = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    LastLoginAttempt = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    DefaultBusinessId = table.Column<long>(type: "bigint", nullable: true),
                    OnIdentityCheckUpdate = table.Column<bool>(type: "boolean", nullable: false),
                    OnVirtualOfficeTariffChange = table.Column<bool>(
                        type: "boolean",
                        nullable: false
                    ),
                    UserName = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: true
                    ),
                    NormalizedUserName = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: true
                    ),
                    Email = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: true
                    ),
                    NormalizedEmail = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: true
                    ),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true),
                    PhoneNumber = table.Column<string>(type: "text", nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Users", x => x.Id);
                }
            );

            migrationBuilder.CreateTable(
                name: "WrappedKeys",
                columns: table => new
                {
                    Kind = table.Column<string>(
                        type: "character varying(16)",
                        maxLength: 16,
                        nullable: false
                    ),
                    Id = table.Column<string>(
                        type: "character varying(64)",
                        maxLength: 64,
                        nullable: false
                    ),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    MasterVersion = table.Column<int>(type: "integer", nullable: false),
                    Wrapped = table.Column<byte[]>(type: "bytea", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "PK_WrappedKeys",
                        x => new
                        {
                            x.Kind,
                            x.Id,
                            x.Version,
                        }
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "OpenIddictAuthorizations",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: true),
                    ConcurrencyToken = table.Column<string>(
                        type: "character varying(50)",
                        maxLength: 50,
                        nullable: true
                    ),
                    CreationDate = table.Column<DateTime>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    Properties = table.Column<string>(type: "text", nullable: true),
                    Scopes = table.Column<string>(type: "text", nullable: true),
                    Status = table.Column<string>(
                        type: "character varying(50)",
                        maxLength: 50,
                        nullable: true
                    ),
                    Subject = table.Column<string>(
                        type: "character varying(400)",
                        maxLength: 400,
                        nullable: true
                    ),
                    Type = table.Column<string>(
                        type: "character varying(50)",
                        maxLength: 50,
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpenIddictAuthorizations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OpenIddictAuthorizations_OpenIddictApplications_Application~",
                        column: x => x.ApplicationId,
                        principalTable: "OpenIddictApplications",
                        principalColumn: "Id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "Businesses",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    Name = table.Column<string>(type: "text", nullable: false),
                    RootLocationId = table.Column<long>(type: "bigint", nullable: true),
                    WebAddress = table.Column<string>(type: "text", nullable: true),
                    Address = table.Column<string>(type: "text", nullable: true),
                    TownCity = table.Column<string>(type: "text", nullable: true),
                    PostalCode = table.Column<string>(type: "text", nullable: true),
                    CountryId = table.Column<long>(type: "bigint", nullable: true),
                    CurrencyId = table.Column<long>(type: "bigint", nullable: true),
                    SimpleTimeZoneId = table.Column<long>(type: "bigint", nullable: true),
                    EmailContact = table.Column<string>(type: "text", nullable: true),
                    Phone = table.Column<string>(type: "text", nullable: true),
                    DefaultLanguage = table.Column<string>(type: "text", nullable: true),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Businesses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Businesses_Countries_CountryId",
                        column: x => x.CountryId,
                        principalTable: "Countries",
                        principalColumn: "Id"
                    );
                    table.ForeignKey(
                        name: "FK_Businesses_Currencies_CurrencyId",
                        column: x => x.CurrencyId,
                        principalTable: "Currencies",
                        principalColumn: "Id"
                    );
                    table.ForeignKey(
                        name: "FK_Businesses_SimpleTimeZones_SimpleTimeZoneId",
                        column: x => x.SimpleTimeZoneId,
                        principalTable: "SimpleTimeZones",
                        principalColumn: "Id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "StripeEvents",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    EventId = table.Column<string>(type: "text", nullable: false),
                    SessionId = table.Column<string>(type: "text", nullable: false),
                    Type = table.Column<string>(type: "text", nullable: false),
                    ReceivedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    HandledOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StripeEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StripeEvents_StripeAccounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "StripeAccounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "ApiKeys",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    KeyId = table.Column<string>(type: "text", nullable: false),
                    SecretSha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    RevokedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    RoleNames = table.Column<string>(type: "text", nullable: true),
                    BusinessIds = table.Column<string>(type: "text", nullable: true),
                    MadeWithId = table.Column<long>(type: "bigint", nullable: true),
                    LastUsedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiKeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApiKeys_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "RecoveryCodes",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryCodes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RecoveryCodes_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "RefreshLabels",
                columns: table => new
                {
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    Label = table.Column<string>(type: "text", nullable: false),
                    AuthorizationId = table.Column<string>(type: "text", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefreshLabels", x => new { x.UserId, x.Label });
                    table.ForeignKey(
                        name: "FK_RefreshLabels_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "SecondFactors",
                columns: table => new
                {
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    SealedSeed = table.Column<byte[]>(type: "bytea", nullable: false),
                    LastStep = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SecondFactors", x => x.UserId);
                    table.ForeignKey(
                        name: "FK_SecondFactors_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "UserClaims",
                columns: table => new
                {
                    Id = table
                        .Column<int>(type: "integer", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true),
                    ClaimValue = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UserClaims_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "UserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "text", nullable: false),
                    ProviderKey = table.Column<string>(type: "text", nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_UserLogins_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "UserTokens",
                columns: table => new
                {
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    LoginProvider = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "PK_UserTokens",
                        x => new
                        {
                            x.UserId,
                            x.LoginProvider,
                            x.Name,
                        }
                    );
                    table.ForeignKey(
                        name: "FK_UserTokens_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "OpenIddictTokens",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    ApplicationId = table.Column<long>(type: "bigint", nullable: true),
                    AuthorizationId = table.Column<long>(type: "bigint", nullable: true),
                    ConcurrencyToken = table.Column<string>(
                        type: "character varying(50)",
                        maxLength: 50,
                        nullable: true
                    ),
                    CreationDate = table.Column<DateTime>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    ExpirationDate = table.Column<DateTime>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    Payload = table.Column<string>(type: "text", nullable: true),
                    Properties = table.Column<string>(type: "text", nullable: true),
                    RedemptionDate = table.Column<DateTime>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    ReferenceId = table.Column<string>(
                        type: "character varying(100)",
                        maxLength: 100,
                        nullable: true
                    ),
                    Status = table.Column<string>(
                        type: "character varying(50)",
                        maxLength: 50,
                        nullable: true
                    ),
                    Subject = table.Column<string>(
                        type: "character varying(400)",
                        maxLength: 400,
                        nullable: true
                    ),
                    Type = table.Column<string>(
                        type: "character varying(150)",
                        maxLength: 150,
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OpenIddictTokens", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OpenIddictTokens_OpenIddictApplications_ApplicationId",
                        column: x => x.ApplicationId,
                        principalTable: "OpenIddictApplications",
                        principalColumn: "Id"
                    );
                    table.ForeignKey(
                        name: "FK_OpenIddictTokens_OpenIddictAuthorizations_AuthorizationId",
                        column: x => x.AuthorizationId,
                        principalTable: "OpenIddictAuthorizations",
                        principalColumn: "Id"
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "Coworkers",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    CoworkerType = table.Column<int>(type: "integer", nullable: false),
                    FullName = table.Column<string>(type: "text", nullable: false),
                    Salutation = table.Column<string>(type: "text", nullable: true),
                    Gender = table.Column<int>(type: "integer", nullable: false),
                    Email = table.Column<string>(type: "text", nullable: true),
                    UserId = table.Column<long>(type: "bigint", nullable: true),
                    CompanyName = table.Column<string>(type: "text", nullable: true),
                    BillingName = table.Column<string>(type: "text", nullable: true),
                    BillingEmail = table.Column<string>(type: "text", nullable: true),
                    InvoicingBusinessId = table.Column<long>(type: "bigint", nullable: false),
                    CountryId = table.Column<long>(type: "bigint", nullable: true),
                    SimpleTimeZoneId = table.Column<long>(type: "bigint", nullable: true),
                    Active = table.Column<bool>(type: "boolean", nullable: false),
                    Archived = table.Column<bool>(type: "boolean", nullable: false),
                    RegistrationDate = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    DateOfBirth = table.Column<DateOnly>(type: "date", nullable: true),
                    MobilePhone = table.Column<string>(type: "text", nullable: true),
                    Address = table.Column<string>(type: "text", nullable: true),
                    PostCode = table.Column<string>(type: "text", nullable: true),
                    CityName = table.Column<string>(type: "text", nullable: true),
                    State = table.Column<string>(type: "text", nullable: true),
                    TaxRateType = table.Column<int>(type: "integer", nullable: false),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Coworkers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Coworkers_Businesses_InvoicingBusinessId",
                        column: x => x.InvoicingBusinessId,
                        principalTable: "Businesses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_Coworkers_Countries_CountryId",
                        column: x => x.CountryId,
                        principalTable: "Countries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_Coworkers_SimpleTimeZones_SimpleTimeZoneId",
                        column: x => x.SimpleTimeZoneId,
                        principalTable: "SimpleTimeZones",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_Coworkers_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "UserBusiness",
                columns: table => new
                {
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    BusinessId = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserBusiness", x => new { x.UserId, x.BusinessId });
                    table.ForeignKey(
                        name: "FK_UserBusiness_Businesses_BusinessId",
                        column: x => x.BusinessId,
                        principalTable: "Businesses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "FK_UserBusiness_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "UserRoles",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    Name = table.Column<string>(type: "text", nullable: false),
                    BusinessId = table.Column<long>(type: "bigint", nullable: false),
                    RoleNames = table.Column<string>(type: "text", nullable: false),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserRoles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UserRoles_Businesses_BusinessId",
                        column: x => x.BusinessId,
                        principalTable: "Businesses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "CoworkerBusiness",
                columns: table => new
                {
                    CoworkerId = table.Column<long>(type: "bigint", nullable: false),
                    BusinessId = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "PK_CoworkerBusiness",
                        x => new { x.CoworkerId, x.BusinessId }
                    );
                    table.ForeignKey(
                        name: "FK_CoworkerBusiness_Businesses_BusinessId",
                        column: x => x.BusinessId,
                        principalTable: "Businesses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_CoworkerBusiness_Coworkers_CoworkerId",
                        column: x => x.CoworkerId,
                        principalTable: "Coworkers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "IdentityChecks",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    BusinessId = table.Column<long>(type: "bigint", nullable: false),
                    CoworkerId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    IdentityCheckProvider = table.Column<int>(type: "integer", nullable: false),
                    IdentityDocumentType = table.Column<int>(type: "integer", nullable: false),
                    SealedDocumentNumber = table.Column<byte[]>(type: "bytea", nullable: true),
                    DocumentNumberIndex = table.Column<byte[]>(type: "bytea", nullable: true),
                    IdentityDocumentIssuedBy = table.Column<string>(type: "text", nullable: true),
                    IdentityDocumentExpirationDate = table.Column<DateOnly>(
                        type: "date",
                        nullable: true
                    ),
                    AddressDocumentType = table.Column<int>(type: "integer", nullable: false),
                    VerificationType = table.Column<int>(type: "integer", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: true),
                    VerificationStatus = table.Column<int>(type: "integer", nullable: false),
                    LastError = table.Column<string>(type: "text", nullable: true),
                    Billed = table.Column<bool>(type: "boolean", nullable: false),
                    ProposalGuid = table.Column<Guid>(type: "uuid", nullable: true),
                    CoworkerContractGuid = table.Column<Guid>(type: "uuid", nullable: true),
                    ContractContactGuid = table.Column<Guid>(type: "uuid", nullable: true),
                    StripeVerificationSessionId = table.Column<string>(
                        type: "text",
                        nullable: true
                    ),
                    IdentityCheckGroupGuid = table.Column<Guid>(type: "uuid", nullable: true),
                    HandIn = table.Column<int>(type: "integer", nullable: false),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdentityChecks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_IdentityChecks_Businesses_BusinessId",
                        column: x => x.BusinessId,
                        principalTable: "Businesses",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_IdentityChecks_Coworkers_CoworkerId",
                        column: x => x.CoworkerId,
                        principalTable: "Coworkers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "UserRoleMembership",
                columns: table => new
                {
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    UserRoleId = table.Column<long>(type: "bigint", nullable: false),
                    EndsOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserRoleMembership", x => new { x.UserId, x.UserRoleId });
                    table.ForeignKey(
                        name: "FK_UserRoleMembership_UserRoles_UserRoleId",
                        column: x => x.UserRoleId,
                        principalTable: "UserRoles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "FK_UserRoleMembership_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "CheckDocuments",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    CoworkerId = table.Column<long>(type: "bigint", nullable: false),
                    IdentityCheckId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    PhotoFileId = table.Column<Guid>(type: "uuid", nullable: true),
                    PhotoFileName = table.Column<string>(type: "text", nullable: true),
                    FrontFileId = table.Column<Guid>(type: "uuid", nullable: true),
                    FrontFileName = table.Column<string>(type: "text", nullable: true),
                    BackFileId = table.Column<Guid>(type: "uuid", nullable: true),
                    BackFileName = table.Column<string>(type: "text", nullable: true),
                    VerificationStatus = table.Column<int>(type: "integer", nullable: false),
                    Notes = table.Column<string>(type: "text", nullable: true),
                    HandIn = table.Column<int>(type: "integer", nullable: false),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CheckDocuments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CheckDocuments_Coworkers_CoworkerId",
                        column: x => x.CoworkerId,
                        principalTable: "Coworkers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "FK_CheckDocuments_IdentityChecks_IdentityCheckId",
                        column: x => x.IdentityCheckId,
                        principalTable: "IdentityChecks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "InPersonInspections",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    IdentityCheckId = table.Column<long>(type: "bigint", nullable: false),
                    HandIn = table.Column<int>(type: "integer", nullable: false),
                    Witness = table.Column<string>(type: "text", nullable: false),
                    Method = table.Column<string>(type: "text", nullable: false),
                    InspectedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InPersonInspections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_InPersonInspections_IdentityChecks_IdentityCheckId",
                        column: x => x.IdentityCheckId,
                        principalTable: "IdentityChecks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "MemberLinks",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    IdentityCheckId = table.Column<long>(type: "bigint", nullable: false),
                    CheckKey = table.Column<Guid>(type: "uuid", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    ExpiresOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MemberLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MemberLinks_IdentityChecks_IdentityCheckId",
                        column: x => x.IdentityCheckId,
                        principalTable: "IdentityChecks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "StripeAttempts",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    IdentityCheckId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    IdempotencyKey = table.Column<string>(type: "text", nullable: false),
                    SessionId = table.Column<string>(type: "text", nullable: true),
                    Doubtful = table.Column<bool>(type: "boolean", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    ReportId = table.Column<string>(type: "text", nullable: true),
                    SyncedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    Redaction = table.Column<int>(type: "integer", nullable: false),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StripeAttempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StripeAttempts_IdentityChecks_IdentityCheckId",
                        column: x => x.IdentityCheckId,
                        principalTable: "IdentityChecks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "FK_StripeAttempts_StripeAccounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "StripeAccounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "StripeCases",
                columns: table => new
                {
                    Id = table
                        .Column<long>(type: "bigint", nullable: false)
                        .Annotation(
                            "Npgsql:ValueGenerationStrategy",
                            NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                        ),
                    IdentityCheckId = table.Column<long>(type: "bigint", nullable: false),
                    BusinessId = table.Column<long>(type: "bigint", nullable: false),
                    Known = table.Column<int>(type: "integer", nullable: false),
                    Stopped = table.Column<bool>(type: "boolean", nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    LastCode = table.Column<string>(type: "text", nullable: true),
                    NameDiffers = table.Column<bool>(type: "boolean", nullable: false),
                    CancelWantedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    RedactWantedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    RedactedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    Problem = table.Column<string>(type: "text", nullable: true),
                    LookOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    Holder = table.Column<Guid>(type: "uuid", nullable: true),
                    HeldUntil = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    UniqueId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedOn = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: false
                    ),
                    UpdatedBy = table.Column<string>(type: "text", nullable: true),
                    SystemId = table.Column<string>(type: "text", nullable: true),
                    CustomFields = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StripeCases", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StripeCases_IdentityChecks_IdentityCheckId",
                        column: x => x.IdentityCheckId,
                        principalTable: "IdentityChecks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.InsertData(
                table: "AccessVersions",
                columns: new[] { "Id", "Version" },
                values: new object[] { 1, 1 }
            );

            migrationBuilder.InsertData(
                table: "ScrubRounds",
                columns: new[]
                {
                    "Id",
                    "After",
                    "Bytes",
                    "EndedOn",
                    "Files",
                    "HeldUntil",
                    "Holder",
                    "LastEndedOn",
                    "StartedOn",
                },
                values: new object[]
                {
                    1,
                    new Guid("00000000-0000-0000-0000-000000000000"),
                    0L,
                    new DateTimeOffset(
                        new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified),
                        new TimeSpan(0, 0, 0, 0, 0)
                    ),
                    0L,
                    new DateTimeOffset(
                        new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified),
                        new TimeSpan(0, 0, 0, 0, 0)
                    ),
                    new Guid("00000000-0000-0000-0000-000000000000"),
                    null,
                    new DateTimeOffset(
                        new DateTime(1970, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified),
                        new TimeSpan(0, 0, 0, 0, 0)
                    ),
                }
            );

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_KeyId",
                table: "ApiKeys",
                column: "KeyId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_UniqueId",
                table: "ApiKeys",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_UserId",
                table: "ApiKeys",
                column: "UserId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Businesses_CountryId",
                table: "Businesses",
                column: "CountryId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Businesses_CurrencyId",
                table: "Businesses",
                column: "CurrencyId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Businesses_SimpleTimeZoneId",
                table: "Businesses",
                column: "SimpleTimeZoneId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Businesses_UniqueId",
                table: "Businesses",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_CheckDocuments_CoworkerId",
                table: "CheckDocuments",
                column: "CoworkerId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_CheckDocuments_IdentityCheckId",
                table: "CheckDocuments",
                column: "IdentityCheckId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_CheckDocuments_UniqueId",
                table: "CheckDocuments",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_Countries_UniqueId",
                table: "Countries",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_CoworkerBusiness_BusinessId",
                table: "CoworkerBusiness",
                column: "BusinessId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Coworkers_CountryId",
                table: "Coworkers",
                column: "CountryId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Coworkers_Email",
                table: "Coworkers",
                column: "Email"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Coworkers_InvoicingBusinessId",
                table: "Coworkers",
                column: "InvoicingBusinessId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Coworkers_SimpleTimeZoneId",
                table: "Coworkers",
                column: "SimpleTimeZoneId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Coworkers_UniqueId",
                table: "Coworkers",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_Coworkers_UserId",
                table: "Coworkers",
                column: "UserId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Currencies_UniqueId",
                table: "Currencies",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_FileIntents_ExpiresOn",
                table: "FileIntents",
                column: "ExpiresOn"
            );

            migrationBuilder.CreateIndex(
                name: "IX_IdentityChecks_BusinessId_VerificationStatus_Id",
                table: "IdentityChecks",
                columns: new[] { "BusinessId", "VerificationStatus", "Id" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_IdentityChecks_CoworkerId",
                table: "IdentityChecks",
                column: "CoworkerId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_IdentityChecks_DocumentNumberIndex",
                table: "IdentityChecks",
                column: "DocumentNumberIndex"
            );

            migrationBuilder.CreateIndex(
                name: "IX_IdentityChecks_UniqueId",
                table: "IdentityChecks",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_IdentityChecks_UpdatedOn",
                table: "IdentityChecks",
                column: "UpdatedOn"
            );

            migrationBuilder.CreateIndex(
                name: "IX_InPersonInspections_IdentityCheckId_HandIn",
                table: "InPersonInspections",
                columns: new[] { "IdentityCheckId", "HandIn" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_BusinessId_Sequence",
                table: "JournalEntries",
                columns: new[] { "BusinessId", "Sequence" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Entity_EntityId",
                table: "JournalEntries",
                columns: new[] { "Entity", "EntityId" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_KeyedRequests_At",
                table: "KeyedRequests",
                column: "At"
            );

            migrationBuilder.CreateIndex(
                name: "IX_MemberLinks_IdentityCheckId",
                table: "MemberLinks",
                column: "IdentityCheckId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_MemberLinks_TokenHash",
                table: "MemberLinks",
                column: "TokenHash",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_MemberLinks_UniqueId",
                table: "MemberLinks",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_OpenIddictApplications_ClientId",
                table: "OpenIddictApplications",
                column: "ClientId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_OpenIddictAuthorizations_ApplicationId_Status_Subject_Type",
                table: "OpenIddictAuthorizations",
                columns: new[] { "ApplicationId", "Status", "Subject", "Type" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_OpenIddictScopes_Name",
                table: "OpenIddictScopes",
                column: "Name",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_OpenIddictTokens_ApplicationId_Status_Subject_Type",
                table: "OpenIddictTokens",
                columns: new[] { "ApplicationId", "Status", "Subject", "Type" }
            );

            migrationBuilder.CreateIndex(
                name: "IX_OpenIddictTokens_AuthorizationId",
                table: "OpenIddictTokens",
                column: "AuthorizationId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_OpenIddictTokens_ReferenceId",
                table: "OpenIddictTokens",
                column: "ReferenceId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_RecoveryCodes_UserId",
                table: "RecoveryCodes",
                column: "UserId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_SealedFiles_CoworkerKey",
                table: "SealedFiles",
                column: "CoworkerKey"
            );

            migrationBuilder.CreateIndex(
                name: "IX_SealedFiles_DocumentKey",
                table: "SealedFiles",
                column: "DocumentKey"
            );

            migrationBuilder.CreateIndex(
                name: "IX_SealedFiles_PartOf",
                table: "SealedFiles",
                column: "PartOf"
            );

            migrationBuilder.CreateIndex(
                name: "IX_SigningKeys_Epoch",
                table: "SigningKeys",
                column: "Epoch",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_SimpleTimeZones_UniqueId",
                table: "SimpleTimeZones",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeAccounts_BusinessId",
                table: "StripeAccounts",
                column: "BusinessId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeAccounts_UniqueId",
                table: "StripeAccounts",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeAccounts_WebhookName",
                table: "StripeAccounts",
                column: "WebhookName",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeAttempts_AccountId_SessionId",
                table: "StripeAttempts",
                columns: new[] { "AccountId", "SessionId" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeAttempts_IdentityCheckId_Number",
                table: "StripeAttempts",
                columns: new[] { "IdentityCheckId", "Number" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeAttempts_UniqueId",
                table: "StripeAttempts",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeCases_IdentityCheckId",
                table: "StripeCases",
                column: "IdentityCheckId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeCases_LookOn",
                table: "StripeCases",
                column: "LookOn"
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeCases_UniqueId",
                table: "StripeCases",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeEvents_AccountId_EventId",
                table: "StripeEvents",
                columns: new[] { "AccountId", "EventId" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "IX_StripeEvents_HandledOn",
                table: "StripeEvents",
                column: "HandledOn"
            );

            migrationBuilder.CreateIndex(
                name: "IX_UserBusiness_BusinessId",
                table: "UserBusiness",
                column: "BusinessId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_UserClaims_UserId",
                table: "UserClaims",
                column: "UserId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_UserLogins_UserId",
                table: "UserLogins",
                column: "UserId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_UserRoleMembership_UserRoleId",
                table: "UserRoleMembership",
                column: "UserRoleId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_UserRoles_BusinessId",
                table: "UserRoles",
                column: "BusinessId"
            );

            migrationBuilder.CreateIndex(
                name: "IX_UserRoles_UniqueId",
                table: "UserRoles",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "Users",
                column: "NormalizedEmail"
            );

            migrationBuilder.CreateIndex(
                name: "IX_Users_UniqueId",
                table: "Users",
                column: "UniqueId",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "Users",
                column: "NormalizedUserName",
                unique: true
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "AccessVersions");

            migrationBuilder.DropTable(name: "ApiKeys");

            migrationBuilder.DropTable(name: "CheckDocuments");

            migrationBuilder.DropTable(name: "CoworkerBusiness");

            migrationBuilder.DropTable(name: "FileFaults");

            migrationBuilder.DropTable(name: "FileIntents");

            migrationBuilder.DropTable(name: "InPersonInspections");

            migrationBuilder.DropTable(name: "JournalEntries");

            migrationBuilder.DropTable(name: "JournalHeads");

            migrationBuilder.DropTable(name: "KeyedRequests");

            migrationBuilder.DropTable(name: "MemberLinks");

            migrationBuilder.DropTable(name: "OpenIddictScopes");

            migrationBuilder.DropTable(name: "OpenIddictTokens");

            migrationBuilder.DropTable(name: "RecoveryCodes");

            migrationBuilder.DropTable(name: "RefreshLabels");

            migrationBuilder.DropTable(name: "ScrubRounds");

            migrationBuilder.DropTable(name: "SealedFiles");

            migrationBuilder.DropTable(name: "SecondFactors");

            migrationBuilder.DropTable(name: "SignInTraces");

            migrationBuilder.DropTable(name: "SigningKeys");

            migrationBuilder.DropTable(name: "StripeAttempts");

            migrationBuilder.DropTable(name: "StripeCases");

            migrationBuilder.DropTable(name: "StripeEvents");

            migrationBuilder.DropTable(name: "UserBusiness");

            migrationBuilder.DropTable(name: "UserClaims");

            migrationBuilder.DropTable(name: "UserLogins");

            migrationBuilder.DropTable(name: "UserRoleMembership");

            migrationBuilder.DropTable(name: "UserTokens");

            migrationBuilder.DropTable(name: "WrappedKeys");

            migrationBuilder.DropTable(name: "OpenIddictAuthorizations");

            migrationBuilder.DropTable(name: "IdentityChecks");

            migrationBuilder.DropTable(name: "StripeAccounts");

            migrationBuilder.DropTable(name: "UserRoles");

            migrationBuilder.DropTable(name: "OpenIddictApplications");

            migrationBuilder.DropTable(name: "Coworkers");

            migrationBuilder.DropTable(name: "Businesses");

            migrationBuilder.DropTable(name: "Users");

            migrationBuilder.DropTable(name: "Countries");

            migrationBuilder.DropTable(name: "Currencies");

            migrationBuilder.DropTable(name: "SimpleTimeZones");
        }
    }
}
