namespace Vestibule.Vault;

/// <summary>Sealed bytes were changed, cut, moved, or never belonged here. Nothing of them may be shown.</summary>
public sealed class SealBrokenException() : Exception("A seal did not hold.");
