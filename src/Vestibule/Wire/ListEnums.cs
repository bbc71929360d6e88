using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.Access;
using Vestibule.IdentityChecks;
using Vestibule.People;

namespace Vestibule.Wire;

/// <summary><c>GET /api/utils/enums?name=…</c>: numbers and names of an enum, by the vendor's name for it. Needs no permission.</summary>
public static class ListEnums
{
    private static readonly Dictionary<string, IReadOnlyList<(int Id, string Name)>> Known = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["eIdentityCheckProvider"] = Members<IdentityCheckProvider>(),
        ["eIdentityCheckDocumentType"] = Members<IdentityDocumentType>(),
        ["eAddressCheckDocumentType"] = Members<AddressDocumentType>(),
        ["eIdVerificationType"] = Members<VerificationType>(),
        ["eIdVerificationStatus"] = Members<VerificationStatus>(),
        ["eCoworkerRecordType"] = Members<CoworkerType>(),
        ["eGender"] = Members<Gender>(),
        ["eTaxRateType"] = Members<TaxRateType>(),
        ["eLanguage"] = Members<Language>(),
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/utils/enums", Handle);

    private static IResult Handle(string? name)
    {
        if (!Known.TryGetValue(name ?? "", out var members))
        {
            return Json.NotFound();
        }

        return Json.Ok(json =>
        {
            json.WriteStartArray();
            foreach (var (id, member) in members)
            {
                json.WriteStartObject();
                json.WriteNumber("Id", id);
                json.WriteString("Name", member);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static IReadOnlyList<(int Id, string Name)> Members<E>()
        where E : struct, Enum =>
        [
            .. Enum.GetValues<E>()
                .Select(e => (Convert.ToInt32(e, CultureInfo.InvariantCulture), e.ToString())),
        ];
}
