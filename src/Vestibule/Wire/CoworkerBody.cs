using Vestibule.People;

namespace Vestibule.Wire;

/// <summary>
/// The body of creating or updating a coworker. A member left out is cleared, except the list of locations, which stays:
/// losing sight of somebody has to be said.
/// </summary>
public static class CoworkerBody
{
    /// <summary>The coworker as it is wanted, or null and why not.</summary>
    /// <param name="stored">As it stands; null when it is new.</param>
    public static CoworkerRequest? Read(
        Body body,
        Coworker? stored,
        out IReadOnlyList<FieldError> errors
    )
    {
        var read = new Reading(body);
        var type = read.Enum<CoworkerType>("CoworkerType") ?? CoworkerType.Individual;
        var asked = (stored ?? new Coworker { FullName = "", InvoicingBusinessId = 0 }) with
        {
            CoworkerType = type,
            FullName = read.RequiredText("FullName"),
            Salutation = read.Text("Salutation", Reading.LongestName),
            Gender = read.Enum<Gender>("Gender") ?? Gender.NotSet,
            Email = read.Email("Email"),
            UserId = read.OptionalId("UserId"),
            CompanyName = read.Text("CompanyName", Reading.LongestName),
            BillingName = read.Text("BillingName", Reading.LongestName),
            BillingEmail = read.Email("BillingEmail"),
            InvoicingBusinessId =
                read.OptionalId("InvoicingBusinessId") ?? stored?.InvoicingBusinessId ?? 0,
            CountryId = read.OptionalId("CountryId"),
            SimpleTimeZoneId = read.OptionalId("SimpleTimeZoneId"),
            Active = read.Flag("Active") ?? true,
            Archived = read.Flag("Archived") ?? false,
            RegistrationDate = read.Instant("RegistrationDate"),
            DateOfBirth = read.Date("DateOfBirth"),
            MobilePhone = read.Text("MobilePhone", Reading.LongestName),
            Address = read.Text("Address"),
            PostCode = read.Text("PostCode", Reading.LongestName),
            CityName = read.Text("CityName", Reading.LongestName),
            State = read.Text("State", Reading.LongestName),
            TaxRateType = read.Enum<TaxRateType>("TaxRateType") ?? TaxRateType.Default,
            SystemId = read.Text("SystemId", Reading.LongestName),
            CustomFields = read.Custom(),
        };
        var businesses = read.Ids("Businesses");
        if (read.Flag("CreateUser") is true)
        {
            read.Refuse(
                "CreateUser",
                "cannot be done here; member logins are not made by this server"
            );
        }

        Avatars.Refuse(read);
        errors = read.Errors;
        return read.Failed ? null : new CoworkerRequest(asked, businesses);
    }
}
