namespace Vestibule.Vault;

/// <summary>What came of retiring a master key.</summary>
public abstract record Retirement
{
    private Retirement() { }

    /// <param name="Path">Where the key now lies.</param>
    public sealed record Done(string Path) : Retirement;

    /// <param name="Why">For people: what stands in the way, and what to do.</param>
    public sealed record Refused(string Why) : Retirement;
}

/// <summary>Lets go of a master key that nothing hangs from any more.</summary>
public sealed class RetireKey(MasterKeyFile file, MasterKeys master, RewrapKeys keys)
{
    public async Task<Retirement> Run(int version, CancellationToken cancelled)
    {
        if (!master.Checks.ContainsKey(version))
            return new Retirement.Refused($"there is no key {version} in the master key file");
        if (version == master.Version)
            return new Retirement.Refused(
                $"key {version} is the one that wraps; add another with: vestibule keys rotate"
            );
        IReadOnlyList<MasterKeyUse> inTheWay = [];
        var retired = await file.Retire(
            version,
            async left =>
            {
                var uses = await keys.Uses(left, cancelled);
                inTheWay = [.. uses.Where(use => use.Version == version || use.Broken > 0)];
                return inTheWay.Count == 0;
            }
        );
        return retired ? new Retirement.Done(file.RetiredPath)
            : inTheWay.Count > 0 ? new Retirement.Refused(Words(version, inTheWay))
            : new Retirement.Refused($"key {version} was changed by somebody else meanwhile");
    }

    private static string Words(int version, IReadOnlyList<MasterKeyUse> inTheWay) =>
        string.Join(
            "; ",
            inTheWay
                .Where(use => use.Version == version)
                .Select(use => $"{use.Count} {use.What} hang from key {version}")
                .Concat(
                    inTheWay
                        .Where(use => use.Version != version)
                        .Select(use =>
                            $"{use.Broken} {use.What} under key {use.Version} do not open, and might be of use with it"
                        )
                )
        ) + "; run: vestibule keys rewrap";
}
