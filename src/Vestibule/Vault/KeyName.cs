using System.Globalization;

namespace Vestibule.Vault;

/// <summary>Which key: every wrap names its parent and its child by this, so a wrapped key fits nowhere else.</summary>
/// <param name="Kind">The rung of the ladder, or whatever the caller wraps under the master key.</param>
/// <param name="Id">A GUID in its 36 letter form, or a name.</param>
/// <param name="Version">Counts from 1.</param>
public readonly record struct KeyName(string Kind, string Id, int Version = 1)
{
    public static KeyName Master(int version) => new("master", "", version);

    public static KeyName Business(Guid id, int version) =>
        new(WrappedKey.Business, Text(id), version);

    public static KeyName Secret(string name, int version) => new(WrappedKey.Secret, name, version);

    public static KeyName Coworker(Guid id) => new("Coworker", Text(id));

    public static KeyName File(Guid id) => new("File", Text(id));

    internal static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);
}
