using Vestibule.Capture;
using Vestibule.IdentityChecks;

namespace Vestibule.Providers.StripeIdentity;

/// <summary>The commands of checks that this room answers for.</summary>
public sealed class RunStripeCommand(
    HandIns handIns,
    FindAccount accounts,
    FindCase find,
    KeepCase keep,
    MakeLink make,
    SwitchToManual manual,
    RedactSessions redact
)
{
    public async Task<CommandOutcome> Start(CommandCall call, CancellationToken cancelled)
    {
        if (await handIns.Find(call.CheckId, call.Caller, cancelled) is not { Check: { } check })
        {
            return CommandOutcome.NotFound;
        }

        if (check.IdentityCheckProvider is not IdentityCheckProvider.StripeIdentity)
        {
            return new CommandOutcome.NotDone("It is not checked by Stripe.");
        }

        if (
            check.VerificationStatus
            is not (VerificationStatus.Pending or VerificationStatus.Failed)
        )
        {
            return new CommandOutcome.NotDone(
                $"There is nothing to start while it is {check.VerificationStatus}."
            );
        }

        if (await accounts.For(check.BusinessId, cancelled) is not { } account)
        {
            return new CommandOutcome.NotDone(CheckRequest.StripeNotSetUp);
        }

        if (await find.OrBegin(check, call.At, cancelled) is not { } view)
        {
            return new CommandOutcome.NotDone("It could not be written now. Try again.");
        }

        if (!view.MayTry(account))
        {
            return new CommandOutcome.NotDone(
                "No try with Stripe is left, or Stripe cannot check this person; SWITCH_TO_MANUAL goes on without."
            );
        }

        await Follow(view, check, call, cancelled);
        var (_, token, written) = await make.Run(check, call.Caller, call.At, cancelled);
        return token is null
            ? new CommandOutcome.NotWritten(written)
            : new CommandOutcome.Done(token.AddressAt(call.Origin));
    }

    public Task<CommandOutcome> Switch(CommandCall call, CancellationToken cancelled) =>
        manual.Run(call.CheckId, call.Caller, call.At, cancelled);

    public async Task<CommandOutcome> Redact(CommandCall call, CancellationToken cancelled) =>
        await handIns.Find(call.CheckId, call.Caller, cancelled) is { } handIn
            ? await redact.Want(handIn.Check, call.Caller, call.At, cancelled)
            : CommandOutcome.NotFound;

    // Whoever sends a member to Stripe again after deciding otherwise wants Stripe to be followed again.
    private async Task Follow(
        CaseView view,
        IdentityCheck check,
        CommandCall call,
        CancellationToken cancelled
    )
    {
        if (view.Case.Stopped || view.Case.Known != check.VerificationStatus)
        {
            await keep.Run(
                view,
                view.Case with
                {
                    Stopped = false,
                    CancelWantedOn = null,
                    Known = check.VerificationStatus,
                },
                [],
                call.Caller.Actor,
                call.At,
                cancelled
            );
        }
    }
}
