using Vestibule.People;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>Countries as the API shows them.</summary>
public static class Countries
{
    public static readonly Resource<Country> Resource = new Resource<Country>(
        "Country",
        "/api/sys/countries"
    )
    {
        Rows = db => db.Countries,
    }
        .Own("Name", c => c.Name, Text)
        .Own("TwoLetterCode", c => c.TwoLetterCode, Text)
        .System(c => c.Name);
}
