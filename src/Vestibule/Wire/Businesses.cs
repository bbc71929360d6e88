using Microsoft.EntityFrameworkCore;
using Vestibule.People;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>Locations as the API shows them.</summary>
public static class Businesses
{
    public static readonly Resource<Business> Resource = new Resource<Business>(
        Entities.Business,
        "/api/sys/businesses"
    )
    {
        Rows = db => db.Businesses.Include(b => b.Country).Include(b => b.Currency),
        SeenBy = businesses => business => businesses.Contains(business.Id),
    }
        .Own("Name", b => b.Name, Text)
        .Own("RootLocationId", b => b.RootLocationId, Id.OrNull())
        .Own("WebAddress", b => b.WebAddress, Text)
        .Own("Address", b => b.Address, Text)
        .Own("TownCity", b => b.TownCity, Text)
        .Own("PostalCode", b => b.PostalCode, Text)
        .Own("CountryId", b => b.CountryId, Id.OrNull())
        .Expanded(
            "CountryName",
            "Country_Name",
            b => b.Country == null ? null : b.Country.Name,
            Text
        )
        .Own("CurrencyId", b => b.CurrencyId, Id.OrNull())
        .Expanded(
            "CurrencyCode",
            "Currency_Code",
            b => b.Currency == null ? null : b.Currency.Code,
            Text
        )
        .Own("SimpleTimeZoneId", b => b.SimpleTimeZoneId, Id.OrNull())
        .Own("EmailContact", b => b.EmailContact, Text)
        .Own("Phone", b => b.Phone, Text)
        .Own("DefaultLanguage", b => b.DefaultLanguage, Text)
        .System(b => b.Name);
}
