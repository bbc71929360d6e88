namespace Vestibule.Decoding;

/// <summary>Numbers of system calls on the two machines this runs on; -1 where there is none.</summary>
internal static class SystemCalls
{
    public static readonly int Clone = On(56, 220);
    public static readonly int Clone3 = On(435, 435);
    public static readonly int Kill = On(62, 129);
    public static readonly int TgKill = On(234, 131);
    public static readonly int SetPgid = On(109, 154);
    public static readonly int PrLimit = On(302, 261);

    /// <summary>Starting another program.</summary>
    public static readonly int[] Starting = [On(59, 221), On(322, 281), On(57, -1), On(58, -1)];

    /// <summary>Opening a file, be it only to read: open, openat, openat2.</summary>
    public static readonly int[] Opening = [On(2, -1), On(257, 56), On(437, 437)];

    /// <summary>What no decoder and no renderer ever needs: network, other processes, mounts, the kernel's own doors.</summary>
    public static readonly int[] Never =
    [
        // socket, socketpair, connect, bind, listen, accept, accept4, sendto, sendmsg, sendmmsg
        .. X64([41, 53, 42, 49, 50, 43, 288, 44, 46, 307]),
        .. Arm([198, 199, 203, 200, 201, 202, 242, 206, 211, 269]),
        // ptrace, process_vm_readv, process_vm_writev, kcmp, pidfd_*, process_madvise
        .. X64([101, 310, 311, 312]),
        .. Arm([117, 270, 271, 272]),
        434,
        438,
        424,
        440,
        // tkill, rt_sigqueueinfo, rt_tgsigqueueinfo, setsid
        .. X64([200, 129, 297, 112]),
        .. Arm([130, 138, 240, 157]),
        // mount, umount2, pivot_root, chroot, unshare, setns, and the newer family of mount
        .. X64([165, 166, 155, 161, 272, 308]),
        .. Arm([40, 39, 41, 51, 97, 268]),
        428,
        429,
        430,
        431,
        432,
        433,
        442,
        // bpf, userfaultfd, perf_event_open, keyctl, add_key, request_key, io_uring_*
        .. X64([321, 323, 298, 250, 248, 249]),
        .. Arm([280, 282, 241, 219, 217, 218]),
        425,
        426,
        427,
        // modules, kexec, reboot, swap, acct, clocks, syslog, names of the machine, quotas, personality
        .. X64([175, 313, 176, 246, 320, 169, 167, 168, 163, 164, 227, 159, 305, 103, 170, 171]),
        .. Arm([105, 273, 106, 104, 294, 142, 224, 225, 89, 170, 112, 171, 266, 116, 161, 162]),
        .. X64([179, 135, 172, 173]),
        .. Arm([60, 92]),
        // open_by_handle_at, name_to_handle_at, fanotify_init, shared memory, queues and semaphores of System V
        .. X64([304, 303, 300, 29, 68, 64]),
        .. Arm([265, 264, 262, 194, 186, 190]),
    ];

    /// <summary>Changing what lies on a disk.</summary>
    public static readonly int[] Changing =
    [
        // creat, mkdir, rmdir, unlink, rename, link, symlink, chmod, chown, lchown, mknod
        .. X64([85, 83, 84, 87, 82, 86, 88, 90, 92, 94, 133]),
        // …at, renameat2, fchmod, fchown, truncate
        .. X64([258, 263, 264, 316, 265, 266, 268, 260, 259, 91, 93, 76]),
        .. Arm([34, 35, 38, 276, 37, 36, 53, 54, 33, 52, 55, 45]),
    ];

    private static int On(int x64, int arm64) => Kernel.IsArm ? arm64 : x64;

    private static int[] X64(int[] x64) => Kernel.IsArm ? [] : x64;

    private static int[] Arm(int[] arm64) => Kernel.IsArm ? arm64 : [];
}
