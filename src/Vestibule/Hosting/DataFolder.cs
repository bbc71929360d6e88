namespace Vestibule.Hosting;

internal static class DataFolder
{
    /// <summary>Tries it with an empty file: permissions alone do not tell of a full or read-only disk.</summary>
    public static bool IsWritable(string folder)
    {
        try
        {
            var probe = Path.Combine(folder, $".ready-{Environment.ProcessId}");
            using var _ = new FileStream(
                probe,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    Options = FileOptions.DeleteOnClose,
                    BufferSize = 0,
                }
            );
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
