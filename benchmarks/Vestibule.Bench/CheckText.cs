using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Vestibule.Bench;

/// <summary>A check's JSON straight from a reader: the members the API writes, by hand and by column number.</summary>
internal static class CheckText
{
    public const string Select = """
        SELECT c."BusinessId", b."Name", c."CoworkerId", w."FullName", w."CoworkerType", w."CompanyName", w."BillingName",
               c."Name", c."IdentityCheckProvider", c."IdentityDocumentType", c."IdentityDocumentIssuedBy",
               c."IdentityDocumentExpirationDate", c."AddressDocumentType", c."VerificationType", c."Description",
               c."VerificationStatus", c."LastError", c."Billed", c."ProposalGuid", c."CoworkerContractGuid",
               c."ContractContactGuid", c."StripeVerificationSessionId", c."IdentityCheckGroupGuid", c."Id",
               c."UpdatedOn", c."CreatedOn", c."UniqueId", c."UpdatedBy", c."SystemId", c."CustomFields"
        FROM "IdentityChecks" c JOIN "Businesses" b ON b."Id" = c."BusinessId" JOIN "Coworkers" w ON w."Id" = c."CoworkerId"
        """;

    public const string One = Select + " WHERE c.\"Id\" = $1";
    public const string Page =
        Select
        + " WHERE c.\"BusinessId\" = $1 AND c.\"VerificationStatus\" = $2 ORDER BY c.\"Id\" DESC LIMIT 25";
    public const string Total =
        "SELECT count(*) FROM \"IdentityChecks\" WHERE \"BusinessId\" = $1 AND \"VerificationStatus\" = $2";

    public static void Write(Utf8JsonWriter json, DbDataReader row)
    {
        json.WriteStartObject();
        json.WriteNumber("BusinessId", row.GetInt64(0));
        json.WriteString("BusinessName", row.GetString(1));
        json.WriteNumber("CoworkerId", row.GetInt64(2));
        json.WriteString("CoworkerFullName", row.GetString(3));
        json.WriteString("CoworkerCoworkerType", row.GetInt32(4) == 1 ? "Individual" : "Company");
        Text(json, "CoworkerCompanyName", row, 5);
        Text(json, "CoworkerBillingName", row, 6);
        json.WriteString("Name", row.GetString(7));
        json.WriteNumber("IdentityCheckProvider", row.GetInt32(8));
        json.WriteNumber("IdentityDocumentType", row.GetInt32(9));
        json.WriteNull("IdentityDocumentNumber");
        Text(json, "IdentityDocumentIssuedBy", row, 10);
        Date(json, "IdentityDocumentExpirationDate", row, 11);
        json.WriteNumber("AddressDocumentType", row.GetInt32(12));
        json.WriteNumber("VerificationType", row.GetInt32(13));
        Text(json, "Description", row, 14);
        json.WriteNumber("VerificationStatus", row.GetInt32(15));
        Text(json, "LastError", row, 16);
        json.WriteBoolean("Billed", row.GetBoolean(17));
        Key(json, "ProposalGuid", row, 18);
        Key(json, "CoworkerContractGuid", row, 19);
        Key(json, "ContractContactGuid", row, 20);
        Text(json, "StripeVerificationSessionId", row, 21);
        Key(json, "IdentityCheckGroupGuid", row, 22);
        json.WriteNumber("IdentityCheckProvider1", 0);
        json.WriteNumber("VerificationType1", 0);
        json.WriteNull("Description1");
        json.WriteNumber("IdentityCheckProvider2", 0);
        json.WriteNumber("VerificationType2", 0);
        json.WriteNull("Description2");
        json.WriteNumber("Id", row.GetInt64(23));
        json.WriteString("UpdatedOn", Instant(row, 24));
        json.WriteString("CreatedOn", Instant(row, 25));
        json.WriteString("UniqueId", row.GetGuid(26));
        Text(json, "UpdatedBy", row, 27);
        json.WriteBoolean("IsNew", false);
        Text(json, "SystemId", row, 28);
        json.WriteString("ToStringText", row.GetString(7));
        json.WriteNull("LocalizationDetails");
        json.WritePropertyName("CustomFields");
        json.WriteRawValue(row.IsDBNull(29) ? "null" : row.GetString(29));
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string member, DbDataReader row, int column) =>
        json.WriteString(member, row.IsDBNull(column) ? null : row.GetString(column));

    private static void Key(Utf8JsonWriter json, string member, DbDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNull(member);
        }
        else
        {
            json.WriteString(member, row.GetGuid(column));
        }
    }

    private static void Date(Utf8JsonWriter json, string member, DbDataReader row, int column) =>
        json.WriteString(
            member,
            row.IsDBNull(column)
                ? null
                : row.GetFieldValue<DateOnly>(column)
                    .ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture)
        );

    // SQLite keeps ticks.
    private static string Instant(DbDataReader row, int column) =>
        (
            row.GetFieldType(column) == typeof(long)
                ? new DateTime(row.GetInt64(column), DateTimeKind.Utc)
                : row.GetDateTime(column)
        ).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
