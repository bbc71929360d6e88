using System.Runtime.InteropServices;
using System.Text;

namespace Vestibule.Decoding;

/// <summary>Starts a program from a thread that has walled itself in.</summary>
internal static unsafe class Spawn
{
    private const short OwnGroup = 0x02;
    private const short DefaultSignals = 0x04;
    private const short OwnMask = 0x08;

    // Larger than any C library's structures of these names.
    private const int Room = 2048;

    private static readonly string[] Loaders =
    [
        "/lib64/ld-linux-x86-64.so.2",
        "/lib/ld-linux-aarch64.so.1",
        "/lib/ld-musl-x86_64.so.1",
        "/lib/ld-musl-aarch64.so.1",
    ];

    public static (int Id, Confinement Walls) Run(Errand errand, int input, int output, int errors)
    {
        var (id, error) = (0, 0);
        Confinement? walls = null;
        // All that needs the disk or the loader is done before there are walls.
        var arguments = Texts([errand.Path, .. errand.Arguments]);
        var environment = Texts(errand.Environment);
        var rules = errand.Walls.Files
            ? Landlock.Rules(errand.Readable, [errand.Path, .. Loaders])
            : -1;
        var filter = errand.Walls.SystemCalls && Seccomp.IsOffered ? Seccomp.ForStart() : null;
        var thread = new Thread(() =>
        {
            walls = PutUp(errand, rules, filter);
            fixed (
                byte** words = arguments,
                    settings = environment
            )
                error = Start(errand.Path, words, settings, (input, output, errors), out id);
        })
        {
            IsBackground = true,
        };
        thread.Start();
        thread.Join();
        if (rules >= 0)
            _ = Kernel.close(rules);
        Free(arguments);
        Free(environment);
        if (error != 0)
            throw new IOException($"{errand.Path} does not start: error {error}");
        var limited = errand.Walls.Limits && Rlimits.Set(id, errand.Bounds);
        return (id, walls! with { Limits = limited });
    }

    private static Confinement PutUp(Errand errand, int rules, Seccomp? filter)
    {
        var privileges =
            errand.Walls.Privileges
            && Kernel.prctl(Kernel.SetNoNewPrivileges, 1, 0, 0, 0) == 0
            && DropCapabilities();
        var files = privileges && Landlock.Enter(rules);
        var calls = privileges && filter?.Enter(wholeProcess: false) == true;
        return new Confinement(
            files ? Landlock.Version : 0,
            files,
            files && Landlock.KnowsNetwork,
            files && Landlock.KnowsSignals,
            calls,
            privileges,
            Limits: false
        );
    }

    /// <summary>With no_new_privs a program started by root does not get them back.</summary>
    private static bool DropCapabilities()
    {
        var header = stackalloc uint[2];
        header[0] = 0x20080522; // _LINUX_CAPABILITY_VERSION_3
        header[1] = 0;
        var none = stackalloc uint[6];
        new Span<uint>(none, 6).Clear();
        return Kernel.syscall(Kernel.CapSet, (nint)header, (nint)none, 0, 0) == 0;
    }

    private static int Start(
        string path,
        byte** arguments,
        byte** environment,
        (int Input, int Output, int Errors) streams,
        out int id
    )
    {
        var actions = stackalloc byte[Room];
        var attributes = stackalloc byte[Room];
        var signals = stackalloc byte[128];
        _ = Kernel.posix_spawn_file_actions_init(actions);
        _ = Kernel.posix_spawn_file_actions_adddup2(actions, streams.Input, 0);
        _ = Kernel.posix_spawn_file_actions_adddup2(actions, streams.Output, 1);
        _ = Kernel.posix_spawn_file_actions_adddup2(actions, streams.Errors, 2);
        _ = Kernel.posix_spawnattr_init(attributes);
        _ = Kernel.posix_spawnattr_setflags(attributes, OwnGroup | DefaultSignals | OwnMask);
        _ = Kernel.posix_spawnattr_setpgroup(attributes, 0);
        new Span<byte>(signals, 128).Clear();
        _ = Kernel.posix_spawnattr_setsigmask(attributes, signals);
        // .NET ignores SIGPIPE, and ignoring is inherited.
        new Span<byte>(signals, 128).Fill(0xFF);
        _ = Kernel.posix_spawnattr_setsigdefault(attributes, signals);
        int started;
        var error = Kernel.posix_spawn(&started, path, actions, attributes, arguments, environment);
        _ = Kernel.posix_spawn_file_actions_destroy(actions);
        _ = Kernel.posix_spawnattr_destroy(attributes);
        id = started;
        return error;
    }

    /// <summary>Zero-ended texts and a null behind them, as C wants them.</summary>
    private static byte*[] Texts(IReadOnlyList<string> texts)
    {
        var pointers = new byte*[texts.Count + 1];
        for (var n = 0; n < texts.Count; n++)
            pointers[n] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[n]);
        return pointers;
    }

    private static void Free(byte*[] texts)
    {
        foreach (var text in texts)
            Marshal.FreeCoTaskMem((nint)text);
    }
}
