using System.Net;
using Vestibule.Access;

namespace Vestibule.Hosting;

/// <summary>Files on their way in: how many, and from where.</summary>
internal sealed class UploadGate(UploadSettings settings)
{
    private readonly Lock one = new();
    private readonly Dictionary<string, int> byAddress = [];

    /// <summary>On their way now.</summary>
    public int UnderWay { get; private set; }

    public Admission Enter(IPAddress? from)
    {
        var whose = AddressPrefix.Household(from);
        lock (one)
        {
            var theirs = byAddress.GetValueOrDefault(whose);
            if (theirs >= settings.PerAddress)
            {
                return Admission.TooManyOfThisAddress;
            }

            if (UnderWay >= settings.AtOnce)
            {
                return Admission.TooManyOfAll;
            }

            byAddress[whose] = theirs + 1;
            UnderWay++;
            return Admission.Granted;
        }
    }

    public void Leave(IPAddress? from)
    {
        var whose = AddressPrefix.Household(from);
        lock (one)
        {
            UnderWay--;
            if (--byAddress[whose] == 0)
            {
                byAddress.Remove(whose);
            }
        }
    }
}

internal enum Admission
{
    Granted,
    TooManyOfThisAddress,
    TooManyOfAll,
}
