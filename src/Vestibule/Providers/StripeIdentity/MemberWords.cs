namespace Vestibule.Providers.StripeIdentity;

/// <summary>What the member reads as the check's <c>LastError</c> when it did not work out.</summary>
public static class MemberWords
{
    public static string Of(string code) => Texts.English.Code(code)!;
}
