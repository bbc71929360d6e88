using System.Reflection;
using System.Text;
using NetVips;

namespace Vestibule.Vision;

/// <summary>How the native library is to behave in a process that serves one file at a time.</summary>
public static class Library
{
    /// <summary>
    /// Once, before the first picture, and before the process may open nothing any more. What the libraries' authors call
    /// untrusted stays shut; one thread is faster than two on small machines and needs less memory; nothing is remembered
    /// from one picture to the next.
    /// </summary>
    public static void Prepare()
    {
        Load(typeof(Library).Assembly, []);
        NetVips.NetVips.BlockUntrusted = true;
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
        WarmUp();
    }

    /// <summary>Everything this project stands on, which would otherwise be looked for when it is first needed.</summary>
    private static void Load(Assembly assembly, HashSet<string> seen)
    {
        foreach (var name in assembly.GetReferencedAssemblies())
        {
            if (seen.Add(name.FullName))
                Load(Assembly.Load(name), seen);
        }
    }

    /// <summary>One of each kind, and one that is none: how failures are told needs loading too.</summary>
    private static void WarmUp()
    {
        var limits = Limits.Usual;
        var page = DecodePicture.Page(64, 64, new byte[64 * 64 * 3], limits);
        if (page is not PictureOutcome.Seen(var prints))
            throw new InvalidOperationException("the native library does not work");
        using var drawn = Image.NewFromBuffer(prints.Cleaned);
        DecodePicture.Run(MediaKind.Jpeg, prints.Cleaned, limits);
        DecodePicture.Run(MediaKind.WebP, prints.Page, limits);
        DecodePicture.Run(MediaKind.Png, drawn.PngsaveBuffer(profile: "p3"), limits);
        DecodePicture.Run(MediaKind.Heic, NoPicture, limits);
    }

    /// <summary>The boxes of a HEIC file with nothing in them: the walk finds it in order, the decoder does not.</summary>
    private static byte[] NoPicture =>
        [
            .. Box("ftyp", [.. "heic"u8, 0, 0, 0, 0, .. "mif1heic"u8]),
            .. Box(
                "meta",
                [
                    0,
                    0,
                    0,
                    0,
                    .. Box("iprp", Box("ipco", Box("ispe", [0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 8]))),
                ]
            ),
        ];

    private static byte[] Box(string name, byte[] body) =>
        [0, 0, 0, (byte)(body.Length + 8), .. Encoding.ASCII.GetBytes(name), .. body];
}
