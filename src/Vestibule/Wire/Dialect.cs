using Vestibule.Database;

namespace Vestibule.Wire;

/// <summary>How values are asked for here: text by the database's rules, document numbers by their keyed digest.</summary>
/// <param name="Digest">The digest under which a document number can be found, of the number as somebody wrote it.</param>
public sealed record Dialect(TextOrder Text, Func<string, byte[]?> Digest);
