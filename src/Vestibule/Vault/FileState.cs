namespace Vestibule.Vault;

/// <summary>What reading one sealed file from its first byte to its last has shown.</summary>
public enum FileState
{
    /// <summary>Every byte is as it was written, and all of it opens.</summary>
    Sound = 0,

    /// <summary>Every byte is as it was written; the person's key was shredded, so nobody opens it.</summary>
    Erased = 1,

    /// <summary>There is a row and no file.</summary>
    Missing = 2,

    /// <summary>The bytes are others, or belong elsewhere than the row says.</summary>
    Changed = 3,

    /// <summary>The disk does not give the bytes.</summary>
    Unreadable = 4,

    /// <summary>The person's key is gone, and nobody shredded it.</summary>
    Keyless = 5,
}

public static class FileStates
{
    /// <summary>Whether it is as it has to be.</summary>
    public static bool IsWell(this FileState state) => state is FileState.Sound or FileState.Erased;
}
