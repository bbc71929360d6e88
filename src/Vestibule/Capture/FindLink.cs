using Microsoft.EntityFrameworkCore;
using Vestibule.Database;

namespace Vestibule.Capture;

/// <summary>Finds what a token opens.</summary>
public sealed class FindLink(VestibuleDb db)
{
    /// <summary>The link, ended or not; null when there is none.</summary>
    public async Task<MemberLink?> Run(LinkToken token, CancellationToken cancelled)
    {
        var hash = token.Hash;
        return await db
            .MemberLinks.AsNoTracking()
            .FirstOrDefaultAsync(link => link.TokenHash == hash, cancelled);
    }
}
