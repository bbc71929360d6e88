using static Vestibule.Wire.Description.Taken;

namespace Vestibule.Wire.Description;

/// <summary>What is said about locations and customers.</summary>
internal static class PeopleWords
{
    public static readonly EntityWords Business = new(
        "Business",
        Chapters.People,
        "a location",
        "locations"
    )
    {
        Members =
        [
            new("Name", "What the location is called.", Always, "Main Street Hub")
            {
                IsRequired = true,
            },
            new(
                "RootLocationId",
                "The location at the head of the network; null for that one itself.",
                Always
            ),
            new(
                "WebAddress",
                "First label of its web address, or a whole host name.",
                Always,
                "main-street"
            ),
            new("Address", "Street and number.", Always, "1 Main Street"),
            new("TownCity", "Town.", Always, "Springfield"),
            new("PostalCode", "Postal code.", Always),
            new("CountryId", "Its country.", Always),
            new("CountryName", "Name of its country."),
            new("CurrencyId", "Its currency.", Always),
            new("CurrencyCode", "Code of its currency."),
            new(
                "SimpleTimeZoneId",
                "Its time zone: dates printed on papers are judged in it.",
                Always
            ),
            new("EmailContact", "E-mail address for the public.", Always),
            new("Phone", "Telephone number.", Always),
            new("DefaultLanguage", "Language its members are written to in.", Always),
            .. SystemWords.Written,
        ],
    };

    public static readonly EntityWords Coworker = new(
        "Coworker",
        Chapters.People,
        "a customer",
        "customers"
    )
    {
        OnUpdate =
            "The body replaces what can be written: a member left out is cleared, except `InvoicingBusinessId` and `Businesses`, which stay.",
        OnDelete = "Refused while identity checks belong to the customer.",
        Members =
        [
            new(
                "CoworkerType",
                "Whether a person or a company. Left out it is 1 Individual.",
                Always,
                1
            ),
            new("FullName", "Name of the customer.", Always, "Jane Roe") { IsRequired = true },
            new("Salutation", "How the customer is addressed.", Always),
            new("Gender", "Left out it is 1 NotSet.", Always, 1),
            new("Email", "E-mail address.", Always, "jane@example.com"),
            new(
                "CreateUser",
                "True is refused: logins of members are not made here. Reads as null.",
                Always
            ),
            new("UserId", "The login of the customer, where it has one.", Always),
            new("UserFullName", "Name of that login."),
            new("CompanyName", "Company of the customer.", Always),
            new("BillingName", "Name on invoices.", Always),
            new("BillingEmail", "E-mail address invoices go to.", Always),
            new(
                "InvoicingBusinessId",
                "The location that invoices the customer, one of those it belongs to. Left out on create it is the first of `Businesses`, else the default or only location of the caller.",
                Always,
                1414915201L
            ),
            new("InvoicingBusinessName", "Name of that location.", Never, "Main Street Hub"),
            new("CountryId", "Country of the customer.", Always),
            new("SimpleTimeZoneId", "Time zone of the customer.", Always),
            new(
                "Active",
                "Whether the customer is a member at present. Left out it is true.",
                Always,
                true
            ),
            new("Archived", "Whether the record is put away.", Always, false),
            new("RegistrationDate", "When the customer joined.", Always),
            new("DateOfBirth", "Day of birth; a time of day sent along is dropped.", Always),
            new("MobilePhone", "Telephone number.", Always),
            new("Address", "Street and number.", Always),
            new("PostCode", "Postal code.", Always),
            new("CityName", "Town.", Always),
            new("State", "State or province.", Always),
            new("AvatarFileName", "Always null: pictures of people are not kept."),
            new(
                "NewAvatarUrl",
                "Anything but null is refused: pictures of people are not kept. Reads as null.",
                Always
            ),
            new("ClearAvatarFile", "Without effect. Reads as null.", Always),
            new("TaxRateType", "Which tax rate applies. Left out it is 1 Default.", Always, 1),
            new(
                "Businesses",
                "Numbers of all locations the customer belongs to.",
                Always,
                new[] { 1414915201L }
            )
            {
                ItemType = "integer",
            },
            new("Teams", "Always empty."),
            .. SystemWords.Written,
        ],
    };
}
