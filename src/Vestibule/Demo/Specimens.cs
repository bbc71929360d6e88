using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vestibule.IdentityChecks;

namespace Vestibule.Demo;

/// <summary>
/// The pictures of the demo world, also handed out at <c>/demo/specimens/…</c> so that the first requests of the README
/// have something to fetch without leaving the machine.
/// </summary>
public static class Specimens
{
    private static readonly Dictionary<Slot, byte[]> Pictures = new()
    {
        [Slot.Photo] = SpecimenPicture.Png("FACE PHOTO", new Colour(0x2B, 0x5D, 0x8C)),
        [Slot.Front] = SpecimenPicture.Png("FRONT SIDE", new Colour(0x8C, 0x3B, 0x2B)),
        [Slot.Back] = SpecimenPicture.Png("BACK SIDE", new Colour(0x3B, 0x6E, 0x45)),
    };

    public static byte[] Of(Slot slot) => Pictures[slot];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (slot, picture) in Pictures)
        {
            routes
                .MapGet(
                    $"/demo/specimens/{NameOf(slot)}",
                    () => Results.Bytes(picture, "image/png")
                )
                .AllowAnonymous()
                .ExcludeFromDescription();
        }
    }

    public static string NameOf(Slot slot) => $"{slot.ToString().ToLowerInvariant()}.png";
}
