using Microsoft.AspNetCore.Http;
using Vestibule.Wire;

namespace Vestibule.IdentityChecks;

/// <summary>
/// What can be done to a check besides writing it. The vendor publishes no keys for these resources; these are ours,
/// in its style, the same for checks and for documents, where they judge the whole hand-in.
/// </summary>
public static class CheckCommands
{
    private static readonly CommandParameter Notes = new("Notes", "String", IsRequired: true);
    private static readonly CommandParameter Reason = new("Reason", "String", IsRequired: true);

    public static readonly IReadOnlyList<Command> All =
    [
        new("SUBMIT_CHECK", "Submit for review", "send", 1, [Reason]),
        new(
            "INSPECT_IN_PERSON",
            "Inspected in person",
            "badge",
            2,
            [
                new("Witness", "String", true),
                new("Method", "String", true),
                new("Date", "Date", true),
            ]
        ),
        new("MARK_AS_VERIFIED", "Mark as verified", "check_circle", 3, []),
        new("MARK_AS_REJECTED", "Mark as rejected", "cancel", 4, [Notes]),
        new("CANCEL_CHECK", "Cancel", "block", 5, [Notes with { IsRequired = false }]),
        new("REOPEN_CHECK", "Reopen", "undo", 6, [Reason]),
    ];

    /// <summary>Commands of checks alone, for those Stripe does. They are no moves; another room runs them.</summary>
    public const string StartStripe = "START_STRIPE_SESSION";
    public const string SwitchToManual = "SWITCH_TO_MANUAL";
    public const string RedactAtStripe = "REDACT_AT_STRIPE";

    /// <summary>What can be done to checks; documents take only <see cref="All"/>.</summary>
    public static readonly IReadOnlyList<Command> OfChecks =
    [
        .. All,
        new(StartStripe, "Make a link to Stripe", "link", 7, []),
        new(SwitchToManual, "Check without Stripe", "person_search", 8, []),
        new(RedactAtStripe, "Have Stripe forget", "delete_forever", 9, []),
    ];

    /// <summary>The move a command asks for, or null and what is wrong with its parameters.</summary>
    public static MoveRequest? Read(CommandRequest request, out FieldError? error)
    {
        error = null;
        switch (request.Command.Key)
        {
            case "SUBMIT_CHECK":
                return new MoveRequest(Move.Submit, Reason: request["Reason"]);
            case "INSPECT_IN_PERSON":
                if (!Dates.TryDate(request["Date"]!, out var date))
                {
                    error = new FieldError("Date", "is not a date");
                    return null;
                }

                return new MoveRequest(
                    Move.Submit,
                    Inspection: new InspectionRequest(request["Witness"]!, request["Method"]!, date)
                );
            case "MARK_AS_VERIFIED":
                return new MoveRequest(Move.Approve);
            case "MARK_AS_REJECTED":
                return new MoveRequest(Move.Reject, request["Notes"]);
            case "CANCEL_CHECK":
                return new MoveRequest(Move.Cancel, Reason: request["Notes"]);
            default:
                return new MoveRequest(Move.Reopen, Reason: request["Reason"]);
        }
    }

    /// <summary>What is asked for in a body, or null and the answer that says what is wrong with it.</summary>
    /// <param name="known">The commands of the entity.</param>
    /// <returns>Without a move when another room runs it.</returns>
    public static (CommandRequest? Request, MoveRequest? Asked) Read(
        Body body,
        IReadOnlyList<Command> known,
        out IResult? refusal
    )
    {
        refusal = null;
        if (CommandRequest.Read(body, known, out var errors) is not { } request)
        {
            refusal = Envelope.Refused(errors);
            return (null, null);
        }

        if (IsAdded(request.Command))
        {
            return (request, null);
        }

        if (Read(request, out var error) is not { } asked)
        {
            refusal = Envelope.Refused([error!]);
            return (null, null);
        }

        return (request, asked);
    }

    /// <summary>Whether another room runs it.</summary>
    public static bool IsAdded(Command command) =>
        command.Key is StartStripe or SwitchToManual or RedactAtStripe;

    /// <summary>All commands, or with <c>?id=</c> those that would change every record named.</summary>
    public static async Task<IResult> ListFor(
        HttpRequest request,
        IReadOnlyList<Command> known,
        Func<IReadOnlyList<long>, Task<List<Standing>>> standingsOf
    )
    {
        if (
            request.Query["id"].ToString() is not { Length: > 0 } raw
            || !IdList.TryRead(raw, out var ids)
        )
        {
            return Command.List(known);
        }

        var standings = await standingsOf(ids);
        return Command.List(
            known.Where(command => standings.TrueForAll(one => Applies(command, one)))
        );
    }

    /// <summary>What decides whether a command would change a check.</summary>
    public sealed record Standing(VerificationStatus Status, IdentityCheckProvider Provider);

    /// <summary>Whether it would change a check that stands there.</summary>
    public static bool Applies(Command command, Standing standing) =>
        IsAdded(command)
            ? standing.Provider is IdentityCheckProvider.StripeIdentity
                && command.Key switch
                {
                    StartStripe => standing.Status
                        is VerificationStatus.Pending
                            or VerificationStatus.Failed,
                    SwitchToManual => !standing.Status.IsClosed,
                    _ => standing.Status.IsClosed,
                }
            : Applies(command, standing.Status);

    private static bool Applies(Command command, VerificationStatus status) =>
        Lifecycle.Apply(status, MoveOf(command), Journal.ActorKind.Operator) is Transition.Made
        && (command.Key is not "INSPECT_IN_PERSON" || status is VerificationStatus.Pending);

    private static Move MoveOf(Command command) =>
        command.Key switch
        {
            "SUBMIT_CHECK" or "INSPECT_IN_PERSON" => Move.Submit,
            "MARK_AS_VERIFIED" => Move.Approve,
            "MARK_AS_REJECTED" => Move.Reject,
            "CANCEL_CHECK" => Move.Cancel,
            _ => Move.Reopen,
        };
}
