using NetVips;

namespace Vestibule.Vision;

/// <summary>
/// HEIC, from memory to memory. Turned as the file's own properties say: what its EXIF repeats has been done by then
/// (ISO/IEC 23008-12, 6.5.10).
/// </summary>
internal static unsafe class HeicPixels
{
    /// <summary>Null when it cannot be decoded.</summary>
    public static Image? Load(byte[] file, Limits limits)
    {
        var context = LibHeif.heif_context_alloc();
        try
        {
            // On this thread alone.
            LibHeif.heif_context_set_max_decoding_threads(context, 0);
            LibHeif.heif_context_set_maximum_image_size_limit(context, limits.Side);
            fixed (byte* bytes = file)
            {
                void* handle;
                if (
                    !LibHeif
                        .heif_context_read_from_memory_without_copy(
                            context,
                            bytes,
                            (nuint)file.Length,
                            null
                        )
                        .IsGood
                    || !LibHeif.heif_context_get_primary_image_handle(context, &handle).IsGood
                )
                    return null;
                try
                {
                    return Decoded(handle, limits);
                }
                finally
                {
                    LibHeif.heif_image_handle_release(handle);
                }
            }
        }
        finally
        {
            LibHeif.heif_context_free(context);
        }
    }

    private static Image? Decoded(void* handle, Limits limits)
    {
        var (width, height) = (
            LibHeif.heif_image_handle_get_width(handle),
            LibHeif.heif_image_handle_get_height(handle)
        );
        void* image;
        if (
            limits.Against(width, height, 3) is not null
            || !LibHeif
                .heif_decode_image(handle, &image, LibHeif.Rgb, LibHeif.Interleaved, null)
                .IsGood
        )
            return null;
        try
        {
            return Copied(image, Profile(handle, limits), limits);
        }
        finally
        {
            LibHeif.heif_image_release(image);
        }
    }

    private static Image? Copied(void* image, byte[]? profile, Limits limits)
    {
        var (width, height) = (
            LibHeif.heif_image_get_width(image, LibHeif.Interleaved),
            LibHeif.heif_image_get_height(image, LibHeif.Interleaved)
        );
        int stride;
        var plane = LibHeif.heif_image_get_plane_readonly(image, LibHeif.Interleaved, &stride);
        if (plane is null || limits.Against(width, height, 3) is not null || stride < width * 3)
            return null;
        var pixels = GC.AllocateUninitializedArray<byte>(width * height * 3);
        for (var row = 0; row < height; row++)
            new Span<byte>(plane + (nint)row * stride, width * 3).CopyTo(
                pixels.AsSpan(row * width * 3)
            );
        using var raw = Image.NewFromMemory(pixels, width, height, 3, Enums.BandFormat.Uchar);
        var coloured = raw.Copy(interpretation: Enums.Interpretation.Srgb);
        if (profile is null)
            return coloured;
        using (coloured)
            return Profiles.Attach(coloured, profile);
    }

    private static byte[]? Profile(void* handle, Limits limits)
    {
        var length = LibHeif.heif_image_handle_get_raw_color_profile_size(handle);
        if (length == 0 || length > (nuint)limits.ProfileBytes)
            return null;
        var profile = new byte[length];
        fixed (byte* room = profile)
            return LibHeif.heif_image_handle_get_raw_color_profile(handle, room).IsGood
                ? profile
                : null;
    }
}
