using Vestibule.Vault;

namespace Vestibule.IdentityChecks;

/// <summary>The secret under which document numbers can be found again.</summary>
public sealed record NumberSecret(byte[] Bytes);

/// <summary>Seals the number of a document under its coworker's key, and opens it again for whoever may read the check.</summary>
public sealed class DocumentNumbers(CoworkerKeyStore keys, NumberSecret secret)
{
    /// <summary>The digest a number is found by.</summary>
    public byte[]? Digest(string number) => NumberIndex.Of(secret.Bytes, number);

    /// <summary>The check with its number sealed and findable; without one when that person was erased.</summary>
    /// <param name="coworker">Whose number it is.</param>
    /// <param name="business">Under whose key that person's key is made, if there is none yet.</param>
    public async ValueTask<IdentityCheck> Seal(
        IdentityCheck check,
        Guid coworker,
        Guid business,
        CancellationToken cancelled
    )
    {
        var key = check.IdentityDocumentNumber is null
            ? null
            : await keys.ForAsync(coworker, business, cancelled);
        return key is null
            ? check with
            {
                IdentityDocumentNumber = null,
                SealedDocumentNumber = null,
                DocumentNumberIndex = null,
            }
            : check with
            {
                SealedDocumentNumber = ValueSeal.Seal(
                    key,
                    Place(check),
                    check.IdentityDocumentNumber!
                ),
                DocumentNumberIndex = Digest(check.IdentityDocumentNumber!),
            };
    }

    /// <summary>The check with its number readable. Its coworker must be loaded. Without one when that person was erased.</summary>
    public async ValueTask<IdentityCheck> Open(IdentityCheck check, CancellationToken cancelled) =>
        check.SealedDocumentNumber is { } number
        && await keys.FindAsync(check.Coworker!.UniqueId, cancelled) is { } key
            ? check with
            {
                IdentityDocumentNumber = ValueSeal.OpenText(key, Place(check), number),
            }
            : check;

    /// <summary>Opens many; those without a number pass untouched.</summary>
    public async ValueTask<IReadOnlyList<IdentityCheck>> Open(
        IReadOnlyList<IdentityCheck> checks,
        CancellationToken cancelled
    )
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

    private static ValuePlace Place(IdentityCheck check) =>
        new(check.UniqueId, nameof(IdentityCheck.IdentityDocumentNumber));
}
