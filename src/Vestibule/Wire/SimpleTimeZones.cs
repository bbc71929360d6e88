using Vestibule.People;
using static Vestibule.Wire.WireTypes;

namespace Vestibule.Wire;

/// <summary>Time zones as the API shows them.</summary>
public static class SimpleTimeZones
{
    public static readonly Resource<SimpleTimeZone> Resource = new Resource<SimpleTimeZone>(
        "SimpleTimeZone",
        "/api/sys/simpletimezones"
    )
    {
        Rows = db => db.SimpleTimeZones,
    }
        .Own("Name", z => z.Name, Text)
        .Own("Description", z => z.Description, Text)
        .Own("TimeOffset", z => z.TimeOffset, WireTypes.Decimal)
        .Own("UsesSummerTime", z => z.UsesSummerTime, Flag)
        .System(z => z.Description);
}
