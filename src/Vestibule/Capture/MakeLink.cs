using Vestibule.Access;
using Vestibule.Database.Writing;
using Vestibule.IdentityChecks;
using Vestibule.Journal;

namespace Vestibule.Capture;

/// <summary>Makes a link for a check's member. Ones made before keep working until they end.</summary>
public sealed class MakeLink(Writer writer, Book book)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>The link and its token, which is told this once; null and why when it could not be kept.</summary>
    public async Task<(MemberLink Link, LinkToken? Token, Written Written)> Run(
        IdentityCheck check,
        Caller caller,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var token = LinkToken.Make();
        var link = new MemberLink
        {
            IdentityCheckId = check.Id,
            CheckKey = check.UniqueId,
            TokenHash = token.Hash,
            ExpiresOn = at + Lifetime,
            CreatedOn = at,
            UpdatedOn = at,
            UpdatedBy = caller.Actor.Name,
        };
        var written = await writer.Write(
            new Deed(
                check.BusinessId,
                [new Step.Insert(link), .. caller.Once(link.UniqueId, at)],
                [
                    await book.Created(
                        link,
                        new Telling(caller.Actor, at, check.BusinessId, "MemberLink"),
                        cancelled
                    ),
                ]
            ),
            cancelled
        );
        return (link, written is Written.Done ? token : null, written);
    }
}
