using System.Reflection;
using System.Runtime.InteropServices;

namespace Vestibule.Vision;

/// <summary>
/// The few calls of libheif that turn bytes into pixels. Magick.NET's native library carries it and shows its names;
/// ImageMagick itself is left out, because it reads HEIC only from a file it has written, and nothing may be written here.
/// </summary>
internal static unsafe partial class LibHeif
{
    public const int Rgb = 1;
    public const int Interleaved = 10;
    private const string Name = "heif";

    static LibHeif()
    {
        NativeLibrary.SetDllImportResolver(typeof(LibHeif).Assembly, Resolve);
        _ = heif_init(null);
    }

    [LibraryImport(Name)]
    public static partial void* heif_context_alloc();

    [LibraryImport(Name)]
    public static partial void heif_context_free(void* context);

    [LibraryImport(Name)]
    public static partial void heif_context_set_max_decoding_threads(void* context, int threads);

    [LibraryImport(Name)]
    public static partial void heif_context_set_maximum_image_size_limit(void* context, int side);

    [LibraryImport(Name)]
    public static partial Outcome heif_context_read_from_memory_without_copy(
        void* context,
        void* bytes,
        nuint length,
        void* options
    );

    [LibraryImport(Name)]
    public static partial Outcome heif_context_get_primary_image_handle(
        void* context,
        void** handle
    );

    [LibraryImport(Name)]
    public static partial int heif_image_handle_get_width(void* handle);

    [LibraryImport(Name)]
    public static partial int heif_image_handle_get_height(void* handle);

    [LibraryImport(Name)]
    public static partial nuint heif_image_handle_get_raw_color_profile_size(void* handle);

    [LibraryImport(Name)]
    public static partial Outcome heif_image_handle_get_raw_color_profile(
        void* handle,
        void* profile
    );

    [LibraryImport(Name)]
    public static partial void heif_image_handle_release(void* handle);

    [LibraryImport(Name)]
    public static partial Outcome heif_decode_image(
        void* handle,
        void** image,
        int colours,
        int layout,
        void* options
    );

    [LibraryImport(Name)]
    public static partial int heif_image_get_width(void* image, int channel);

    [LibraryImport(Name)]
    public static partial int heif_image_get_height(void* image, int channel);

    [LibraryImport(Name)]
    public static partial byte* heif_image_get_plane_readonly(
        void* image,
        int channel,
        int* stride
    );

    [LibraryImport(Name)]
    public static partial void heif_image_release(void* image);

    [LibraryImport(Name)]
    private static partial Outcome heif_init(void* parameters);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name is Name
            ? NativeLibrary.Load(
                RuntimeInformation.ProcessArchitecture is Architecture.Arm64
                    ? "Magick.Native-Q8-arm64.dll"
                    : "Magick.Native-Q8-x64.dll",
                assembly,
                path
            )
            : 0;

    /// <summary><c>struct heif_error</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct Outcome
    {
        private readonly int code;
        private readonly int detail;
        private readonly nint message;

        public bool IsGood => code == 0;
    }
}
