namespace Vestibule.Access;

/// <summary>How keys that must lie in the database are closed by the master key and opened again.</summary>
/// <param name="Close">Key bytes and what they are bound to, to closed bytes.</param>
/// <param name="Open">The reverse; throws when the bytes were changed or bound to something else.</param>
public sealed record KeyWrap(Func<byte[], string, byte[]> Close, Func<byte[], string, byte[]> Open);
