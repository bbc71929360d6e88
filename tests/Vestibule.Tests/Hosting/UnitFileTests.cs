using Vestibule.Hosting;
using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Hosting;

/// <summary>The unit for systemd takes away what the server has no need of.</summary>
public sealed class UnitFileTests
{
    private static readonly string[] Lines = File.ReadAllLines(
        Path.Combine(Golden.Root, "packaging/vestibule.service")
    );

    [Theory]
    [InlineData("User=vestibule")]
    [InlineData("NoNewPrivileges=yes")]
    [InlineData("CapabilityBoundingSet=")]
    [InlineData("ProtectSystem=strict")]
    [InlineData("ProtectHome=yes")]
    [InlineData("PrivateDevices=yes")]
    [InlineData("PrivateTmp=yes")]
    [InlineData("ProtectKernelModules=yes")]
    [InlineData("ProtectProc=invisible")]
    [InlineData("RestrictNamespaces=yes")]
    [InlineData("RestrictSUIDSGID=yes")]
    [InlineData("RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX")]
    [InlineData("SystemCallFilter=@system-service")]
    [InlineData("StateDirectoryMode=0700")]
    [InlineData("UMask=0077")]
    [InlineData("LimitCORE=0")]
    public void NothingIsLeftThatIsNotNeeded(string line) => Lines.ShouldContain(line);

    [Fact]
    public void KeyDataAndCheckpointsLieApart()
    {
        var (settings, mistakes) = ReadSettingsTests.Read([
            .. File.ReadAllLines(Path.Combine(Golden.Root, "packaging/environment"))
                .Select(line => line.TrimStart('#'))
                .Where(line => line.StartsWith("Vestibule__", StringComparison.Ordinal))
                .Select(line => line.Split('=', 2))
                .Select(pair => (pair[0].Replace("__", ":", StringComparison.Ordinal), pair[1])),
        ]);
        mistakes.ShouldBeEmpty();
        settings.Vault.MasterKeyFile.ShouldNotStartWith(settings.DataPath + "/");
        settings.Journal.CheckpointsInside.ShouldBeFalse();
        // Commands are given the same file.
        Lines.ShouldContain("EnvironmentFile=/etc/vestibule/environment");
        Lines.ShouldNotContain(line =>
            line.StartsWith("Environment=Vestibule", StringComparison.Ordinal)
        );
        File.ReadAllText(Path.Combine(Golden.Root, "packaging/vestibule"))
            .ShouldContain("EnvironmentFile=/etc/vestibule/environment");
        Lines.ShouldContain($"RestartPreventExitStatus={(int)ExitCode.BadSettings}");
    }
}
