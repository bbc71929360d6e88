namespace Vestibule;

/// <summary>
/// What the kinds of records are called where names are kept: in the journal, in permissions, in filters and messages of
/// the API. They are the vendor's short names.
/// </summary>
public static class Entities
{
    public const string Check = "CoworkerIdentityCheck";
    public const string Document = "CoworkerIdentityCheckDocument";
    public const string Coworker = "Coworker";
    public const string Business = "Business";
    public const string User = "User";
    public const string UserRole = "UserRole";
    public const string ApiKey = "ApiKey";
}
