using Microsoft.EntityFrameworkCore;
using Vestibule.Database;
using Vestibule.Database.Writing;
using Vestibule.Journal;

namespace Vestibule.Access;

/// <summary>Uses up a recovery code and says so in the journal, in one deed: a code is gone only when that is told.</summary>
public sealed class TellFactor(VestibuleDb db, Writer writer, Book book)
{
    /// <summary>False when somebody else has just used it.</summary>
    public async Task<bool> RecoveryUsed(
        User user,
        RecoveryCode code,
        DateTimeOffset at,
        CancellationToken cancelled
    )
    {
        var left = await db.RecoveryCodes.CountAsync(c => c.UserId == user.Id, cancelled);
        var actor = new Actor(
            ActorKind.Operator,
            user.Id,
            user.Email ?? "",
            "RecoveryCode",
            From: null
        );
        var lines = await book.Changed(
            CodesAsTold.Of(user, left),
            CodesAsTold.Of(user, left - 1),
            new Telling(actor, at, 0, "User"),
            cancelled
        );
        var written = await writer.Write(new Deed(0, [new Step.Delete(code)], lines), cancelled);
        return written is Written.Done;
    }
}

/// <summary>What the journal says of a user's recovery codes.</summary>
public sealed record CodesAsTold : Record
{
    public required int RecoveryCodesLeft { get; init; }

    public static CodesAsTold Of(User user, int left) =>
        new()
        {
            Id = user.Id,
            UniqueId = user.UniqueId,
            RecoveryCodesLeft = left,
        };
}
