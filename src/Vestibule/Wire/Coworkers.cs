using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Vestibule.Database;
using Vestibule.People;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>Members and customers as the API shows them; a coworker is seen from each of its locations.</summary>
public static class Coworkers
{
    public static readonly Resource<Coworker> Resource = new Resource<Coworker>(
        Entities.Coworker,
        "/api/spaces/coworkers"
    )
    {
        Rows = db => db.Coworkers.Include(c => c.InvoicingBusiness).Include(c => c.Businesses),
        SeenBy = Coworker.AtAnyOf,
        Open = async (services, coworkers, cancelled) =>
            await NameUsers(services.GetRequiredService<VestibuleDb>(), coworkers, cancelled),
    }
        .Own("CoworkerType", c => c.CoworkerType, Number<CoworkerType>())
        .Own("FullName", c => c.FullName, Text)
        .Own("Salutation", c => c.Salutation, Text)
        .Own("Gender", c => c.Gender, Number<Gender>())
        .Own("Email", c => c.Email, Text)
        .Fixed("CreateUser", "null", "boolean")
        .Own("UserId", c => c.UserId, Id.OrNull())
        .Written("UserFullName", (json, c) => json.WriteStringValue(c.UserFullName), "string")
        .Own("CompanyName", c => c.CompanyName, Text)
        .Own("BillingName", c => c.BillingName, Text)
        .Own("BillingEmail", c => c.BillingEmail, Text)
        .Own("InvoicingBusinessId", c => c.InvoicingBusinessId, Id)
        .Expanded(
            "InvoicingBusinessName",
            "InvoicingBusiness_Name",
            c => c.InvoicingBusiness!.Name,
            Text
        )
        .Own("CountryId", c => c.CountryId, Id.OrNull())
        .Own("SimpleTimeZoneId", c => c.SimpleTimeZoneId, Id.OrNull())
        .Own("Active", c => c.Active, Flag)
        .Own("Archived", c => c.Archived, Flag)
        .Own("RegistrationDate", c => c.RegistrationDate, At.OrNull())
        .Own("DateOfBirth", c => c.DateOfBirth, Date.OrNull())
        .Own("MobilePhone", c => c.MobilePhone, Text)
        .Own("Address", c => c.Address, Text)
        .Own("PostCode", c => c.PostCode, Text)
        .Own("CityName", c => c.CityName, Text)
        .Own("State", c => c.State, Text)
        .Fixed("AvatarFileName", "null", "string")
        .Fixed("NewAvatarUrl", "null", "string")
        .Fixed("ClearAvatarFile", "null", "boolean")
        .Own("TaxRateType", c => c.TaxRateType, Number<TaxRateType>())
        .Written("Businesses", (json, c) => json.WriteIds(c.Locations), "array")
        .Fixed("Teams", "[]", "array")
        .System(c => c.FullName);

    // Things of this house point downwards only, so a coworker knows its user by number; the name is looked up.
    private static async Task<IReadOnlyList<Coworker>> NameUsers(
        VestibuleDb db,
        IReadOnlyList<Coworker> coworkers,
        CancellationToken cancelled
    )
    {
        var ids = coworkers.Select(c => c.UserId).OfType<long>().Distinct().ToList();
        if (ids.Count == 0)
        {
            return coworkers;
        }

        var names = await db
            .Users.Where(u => ids.Contains(u.Id))
            .ToDictionaryAsync(u => u.Id, u => u.FullName, cancelled);
        return
        [
            .. coworkers.Select(c =>
                c.UserId is { } user ? c with { UserFullName = names.GetValueOrDefault(user) } : c
            ),
        ];
    }
}
