using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Vestibule.Database.Writing;

/// <summary>From what a database says was violated back to members of the model.</summary>
internal static class Constraints
{
    /// <summary>The pointing member of the foreign key so named.</summary>
    public static string? Pointing(IModel model, string constraint) =>
        model
            .GetEntityTypes()
            .SelectMany(e => e.GetForeignKeys())
            .Where(f => f.GetConstraintName() == constraint)
            .Select(f => Joined(f.Properties))
            .FirstOrDefault();

    /// <summary>The members of the unique index or key so named.</summary>
    public static string? Unique(IModel model, string constraint) =>
        model
            .GetEntityTypes()
            .SelectMany(e =>
                e.GetIndexes()
                    .Where(i => i.GetDatabaseName() == constraint)
                    .Select(i => Joined(i.Properties))
                    .Concat(
                        e.GetKeys()
                            .Where(k => k.GetName() == constraint)
                            .Select(k => Joined(k.Properties))
                    )
            )
            .FirstOrDefault();

    /// <summary>The members behind columns named <c>Table.Column, Table.Column</c>.</summary>
    public static string Members(IEntityType entity, string columns) =>
        string.Join(
            ',',
            columns
                .Split(", ")
                .Select(c => c[(c.IndexOf('.', StringComparison.Ordinal) + 1)..])
                .Select(c =>
                    entity.GetProperties().FirstOrDefault(p => p.GetColumnName() == c)?.Name ?? c
                )
        );

    public static string Joined(IReadOnlyList<IReadOnlyProperty> properties) =>
        string.Join(',', properties.Select(p => p.Name));
}
