namespace Vestibule.Providers.StripeIdentity;

/// <summary>What Stripe calls its things: <c>vs_…</c>, <c>evt_…</c>. Names come from outside, and go into addresses.</summary>
internal static class StripeName
{
    private const int Longest = 255;

    public static bool IsOne([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= Longest }
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_');
}
