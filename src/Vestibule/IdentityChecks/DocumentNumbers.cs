using Vestibule.Vault;

namespace Vestibule.IdentityChecks;

/// <summary>Seals the number of a document under its coworker's key, and opens it again for whoever may read the check.</summary>
public sealed class DocumentNumbers(ValueSeal seal)
{
    /// <summary>The check with its number sealed and findable. <paramref name="coworker"/> is whose key it is.</summary>
    public async ValueTask<IdentityCheck> Seal(IdentityCheck check, Guid coworker, CancellationToken cancelled) =>
        check.IdentityDocumentNumber is not { } number
            ? check with { SealedDocumentNumber = null, DocumentNumberIndex = null }
            : check with
            {
                SealedDocumentNumber = await seal.Seal(coworker, number, Place(check), cancelled),
                DocumentNumberIndex = seal.Digest(number),
            };

    /// <summary>The check with its number readable. Its coworker must be loaded. Null when that person's key is gone.</summary>
    public async ValueTask<IdentityCheck> Open(IdentityCheck check, CancellationToken cancelled) =>
        check.SealedDocumentNumber is not { } @sealed
            ? check
            : check with { IdentityDocumentNumber = await seal.Open(check.Coworker!.UniqueId, @sealed, Place(check), cancelled) };

    /// <summary>Opens many; those without a number pass untouched.</summary>
    public async ValueTask<IReadOnlyList<IdentityCheck>> Open(IReadOnlyList<IdentityCheck> checks, CancellationToken cancelled)
    {
        if (checks.All(check => check.SealedDocumentNumber is null))
        {
            return checks;
        }

        var opened = new List<IdentityCheck>(checks.Count);
        foreach (var check in checks)
        {
            opened.Add(await Open(check, cancelled));
        }

        return opened;
    }

    private static string Place(IdentityCheck check) => $"{check.UniqueId:N}/IdentityDocumentNumber";
}
