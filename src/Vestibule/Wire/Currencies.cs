using Vestibule.People;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>Currencies as the API shows them.</summary>
public static class Currencies
{
    public static readonly Resource<Currency> Resource = new Resource<Currency>(
        "Currency",
        "/api/sys/currencies"
    )
    {
        Rows = db => db.Currencies,
    }
        .Own("Name", c => c.Name, Text)
        .Own("Code", c => c.Code, Text)
        .Own("Format", c => c.Format, Text)
        .System(c => c.Name);
}
