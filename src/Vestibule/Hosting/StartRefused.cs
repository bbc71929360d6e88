using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Vestibule.Vault;

namespace Vestibule.Hosting;

/// <summary>The start cannot go on, and the owner can do something about it.</summary>
/// <param name="subject">Setting or thing the line is about.</param>
/// <param name="cure">What is wrong and what to do, without secrets, on one line.</param>
public sealed class StartRefused(string subject, string cure, Exception? cause = null)
    : Exception($"{subject}: {cure}", cause)
{
    /// <summary>A setting is to blame, not something that may come back by itself.</summary>
    public bool IsMistake { get; init; }

    /// <summary>Runs a step of the start whose <see cref="InvalidOperationException"/>s are words for the owner.</summary>
    public static async Task Naming(string subject, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (InvalidOperationException refusal)
        {
            // A provider wraps what it met in advice about retries; what it met is the news.
            throw refusal.InnerException is DbException met
                ? From(met)!
                : new StartRefused(subject, FirstLine(refusal), refusal);
        }
    }

    /// <summary>What an owner can do about <paramref name="fault"/>; null when it can only be a fault of the program.</summary>
    internal static StartRefused? From(Exception? fault) =>
        fault switch
        {
            null => null,
            StartRefused refused => refused,
            AddressInUseException => new(
                "--urls",
                "the port is taken; stop who holds it or choose another",
                fault
            ),
            DbException or SocketException => new(
                "ConnectionStrings:Vestibule",
                $"the database does not answer as it should ({FirstLine(fault)})",
                fault
            ),
            MasterKeyException => new("Vestibule:Vault:MasterKeyFile", FirstLine(fault), fault),
            SealBrokenException or CryptographicException => new(
                "Vestibule:Vault:MasterKeyFile",
                "a stored key does not open; is this the master key the data was made with?",
                fault
            ),
            DurabilityException => new("Vestibule:DataPath", FirstLine(fault), fault),
            UnauthorizedAccessException => new("Vestibule:DataPath", FirstLine(fault), fault),
            _ when From(fault.InnerException) is { } inner => inner,
            IOException => new("Vestibule:DataPath", FirstLine(fault), fault),
            _ => null,
        };

    private static string FirstLine(Exception fault) =>
        fault.Message.Split('\n')[0].Trim().TrimEnd('.');
}
