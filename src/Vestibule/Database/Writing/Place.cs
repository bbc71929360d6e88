using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Vestibule.Database.Writing;

/// <summary>One place in a statement: which column, and how a row's member becomes what the database keeps.</summary>
/// <param name="ofParent">The member is one of the row above, see <see cref="Step.InsertUnder"/>.</param>
internal sealed class Place(IProperty property, int shift = 0, bool ofParent = false)
{
    private readonly RelationalTypeMapping mapping = property.GetRelationalTypeMapping();

    public bool IsOfParent => ofParent;

    public object ValueIn(object row)
    {
        var value = property.GetGetter().GetClrValueUsingContainingEntity(row);
        return Kept(shift == 0 ? value : (int)value! + shift);
    }

    public object Kept(object? value) =>
        (mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value)
        ?? DBNull.Value;

    public DbParameter Parameter(DbCommand command, string name) =>
        mapping.CreateParameter(command, name, null, nullable: true);
}
