namespace Vestibule.Access;

/// <summary>
/// Thirty thousand passwords that breaches have made known, and what people make of them: turned round, respelled, put
/// together, with a year behind. The list comes with the program; nobody is asked about a password.
/// </summary>
internal static class BreachedPasswords
{
    /// <summary>Bits: 10 000 000 000 guesses, what a stolen hash of ours costs somebody a year and more.</summary>
    private const double Few = 33;

    /// <summary>Characters that are looked at; the time grows with their square, and nobody's sentence is in the list.</summary>
    private const int Most = 48;

    private static readonly Zxcvbn.Zxcvbn Estimate = new();

    /// <param name="own">What is known of its owner.</param>
    public static bool Hold(string password, IEnumerable<string?> own) =>
        password.Length <= Most
        && Estimate.EvaluatePassword(password, own.OfType<string>()).Entropy < Few;
}
