using System.Runtime.InteropServices;
using System.Text;
using Vestibule.Decoding;
using Vestibule.Vision;

namespace Vestibule.Tests.Decoding;

/// <summary>
/// A worker that has been taken over, as far as its walls let it: it does what the file says. It answers
/// <see cref="Through"/> when nothing held it back.
/// </summary>
internal static unsafe partial class Canary
{
    public const string Verb = "canary";
    public const RefusalReason Through = RefusalReason.Animated;
    public const RefusalReason Stopped = RefusalReason.Unusual;
    private const string Order = "\u00FF\u00D8 canary ";

    public static byte[] Ask(string misdeed) => Encoding.Latin1.GetBytes(Order + misdeed);

    public static IReadOnlyList<string> Command(Walls walls) =>
        [.. DecodeOptions.Ourselves(Verb, typeof(Canary).Assembly), walls.SystemCalls.ToString()];

    public static int Run(string systemCalls)
    {
        Library.Prepare();
        // Bound before there are walls: what is tried is the call, not the loader.
        Marshal.PrelinkAll(typeof(Canary));
        return DecodeWorker.Serve(new Walls(SystemCalls: bool.Parse(systemCalls)), Answer);
    }

    private static void Answer(byte tag, byte[] body, Stream output)
    {
        var said = Encoding.Latin1.GetString(body.AsSpan(1, Math.Min(body.Length - 1, 200)));
        if (tag != Frames.File || !said.StartsWith(Order, StringComparison.Ordinal))
        {
            DecodeWorker.Answer(tag, body, output);
            return;
        }

        switch (said[Order.Length..].Split(' '))
        {
            case ["script"]:
                var page = "<script>alert(1)</script>"u8.ToArray();
                PrintsFrame.Write(output, new Prints(1, 1, page, page, page, page));
                break;
            case ["babble"]:
                output.Write(new byte[100_000]);
                break;
            case ["boast"]:
                output.Write([Frames.Seen, 0xFF, 0xFF, 0xFF, 0x7F]);
                break;
            case var misdeed:
                var through = Does(misdeed);
                Frames.Write(
                    output,
                    Frames.Refused,
                    Frames.Numbers((int)(through ? Through : Stopped))
                );
                break;
        }
    }

    private static bool Does(string[] misdeed) =>
        misdeed switch
        {
            ["read", var path] => open(path, 0, 0) >= 0,
            ["write", var path] => open(path, 0x41, 0x180) >= 0,
            ["connect", var port] => Connects(int.Parse(port)),
            ["exec"] => Execs(),
            ["fork"] => Forks(),
            ["signal"] => kill(getppid(), 0) == 0,
            ["allocate", var megabytes] => Allocates(int.Parse(megabytes)),
            ["loop", var seconds] => Loops(int.Parse(seconds)),
            ["wait"] => Waits(),
            ["abort"] => Aborts(),
            _ => throw new ArgumentException("no such misdeed", nameof(misdeed)),
        };

    private static bool Connects(int port)
    {
        var end = socket(2, 1, 0);
        // sockaddr_in: AF_INET, the port and 127.0.0.1 in network order.
        byte[] address =
        [
            2,
            0,
            (byte)(port >> 8),
            (byte)port,
            127,
            0,
            0,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ];
        fixed (byte* at = address)
            return end >= 0 && connect(end, at, address.Length) == 0;
    }

    private static bool Execs()
    {
        var path = "/bin/true\0"u8.ToArray();
        fixed (byte* name = path)
        {
            var arguments = stackalloc byte*[] { name, null };
            int started;
            return posix_spawn(&started, name, null, null, arguments, null) == 0;
        }
    }

    private static bool Forks()
    {
        var child = fork();
        if (child == 0)
            _exit(0);
        return child > 0;
    }

    private static bool Allocates(int megabytes)
    {
        for (var n = 0; n < megabytes; n += 64)
        {
            var block = (byte*)malloc(64 * 1024 * 1024);
            if (block is null)
                return false;
            for (var page = 0; page < 64 * 1024 * 1024; page += 4096)
                block[page] = 1;
        }
        return true;
    }

    private static bool Loops(int seconds)
    {
        var end = Environment.TickCount64 + seconds * 1000L;
        while (Environment.TickCount64 < end) { }
        return true;
    }

    private static bool Waits()
    {
        _ = pause();
        return true;
    }

    private static bool Aborts()
    {
        abort();
        return true;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc")]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc")]
    private static partial int connect(int socket, byte* address, int length);

    [LibraryImport("libc")]
    private static partial int posix_spawn(
        int* id,
        byte* path,
        void* a,
        void* b,
        byte** arguments,
        byte** environment
    );

    [LibraryImport("libc")]
    private static partial int fork();

    [LibraryImport("libc")]
    private static partial void _exit(int code);

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);

    [LibraryImport("libc")]
    private static partial int getppid();

    [LibraryImport("libc")]
    private static partial void* malloc(nint bytes);

    [LibraryImport("libc")]
    private static partial void abort();

    [LibraryImport("libc")]
    private static partial int pause();
}
