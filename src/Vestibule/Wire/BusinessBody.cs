using Vestibule.People;

namespace Vestibule.Wire;

/// <summary>The body of creating or updating a location. A member left out is cleared.</summary>
public static class BusinessBody
{
    /// <summary>The location as it is wanted, or null and why not.</summary>
    /// <param name="stored">As it stands; null when it is new.</param>
    public static Business? Read(Body body, Business? stored, out IReadOnlyList<FieldError> errors)
    {
        var read = new Reading(body);
        var asked = (stored ?? new Business { Name = "" }) with
        {
            Name = read.RequiredText("Name"),
            RootLocationId = read.OptionalId("RootLocationId"),
            WebAddress = read.Text("WebAddress", Reading.LongestName)?.Trim(),
            Address = read.Text("Address"),
            TownCity = read.Text("TownCity", Reading.LongestName),
            PostalCode = read.Text("PostalCode", Reading.LongestName),
            CountryId = read.OptionalId("CountryId"),
            CurrencyId = read.OptionalId("CurrencyId"),
            SimpleTimeZoneId = read.OptionalId("SimpleTimeZoneId"),
            EmailContact = read.Email("EmailContact"),
            Phone = read.Text("Phone", Reading.LongestName),
            DefaultLanguage = read.Text("DefaultLanguage", Reading.LongestName),
            SystemId = read.Text("SystemId", Reading.LongestName),
            CustomFields = read.Custom(),
        };
        errors = read.Errors;
        return read.Failed ? null : asked;
    }
}
