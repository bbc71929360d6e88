namespace Vestibule.Hosting;

/// <summary>What the process answers whoever started it. Numbers of sysexits.h, so that systemd can tell them apart.</summary>
public enum ExitCode
{
    /// <summary>Asked to stop, and stopped; or a command did what it was asked.</summary>
    Stopped = 0,

    /// <summary>The command line makes no sense.</summary>
    Misspelt = 64,

    /// <summary>What a command was asked to verify does not hold.</summary>
    DoesNotHold = 65,

    /// <summary>Something it needs is not there: port, folder, database, key. Trying again later may help.</summary>
    Unavailable = 69,

    /// <summary>A fault of the program.</summary>
    Fault = 70,

    /// <summary>A command would not do what it was asked, because something would be lost.</summary>
    Refused = 77,

    /// <summary>A setting is wrong; trying again will not help.</summary>
    BadSettings = 78,
}
