namespace Vestibule.Access.Tokens;

/// <summary>Names inside tokens, and the words of the token endpoint's answers.</summary>
internal static class TokenWords
{
    /// <summary>Who issues: a fixed name, so that a changed public address ends no session.</summary>
    public const string Issuer = "urn:vestibule";
    public const string Audience = "vestibule-api";

    /// <summary>Seven days less a second, as documented; the answer says it whatever the clock did meanwhile.</summary>
    public const int ExpiresIn = 604_799;

    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(15);

    /// <summary>How long a used refresh token is taken for a repetition and not for stolen.</summary>
    public static readonly TimeSpan TwinLeeway = TimeSpan.FromSeconds(30);

    /// <summary>Claim: digest of the security stamp at sign-in (<see cref="Stamp"/>).</summary>
    public const string StampMark = "stp";

    /// <summary>Claim: the API key a token was traded for.</summary>
    public const string KeyId = "vk";

    /// <summary>Claim, in refresh tokens only: the label the client gave itself.</summary>
    public const string Label = "lbl";

    public const string InvalidGrant = "invalid_grant";
    public const string InvalidClient = "invalid_client";
    public const string UnsupportedGrantType = "unsupported_grant_type";
    public const string SecondFactorWanted = "two_factor_auth_check";
    public const string MustResetPassword = "must_reset_password";
    public const string TooBusy = "temporarily_unavailable";

    public const string WrongPassword = "The user name or password is incorrect.";
    public const string WrongRefreshToken = "The refresh token is not valid, or no longer.";
    public const string WrongKey = "The API key or its secret is incorrect.";
}
