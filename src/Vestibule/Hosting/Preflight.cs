using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Vestibule.Database;

namespace Vestibule.Hosting;

/// <summary>Looks at everything the start will need before it changes anything: a bad start leaves no trace.</summary>
internal static partial class Preflight
{
    private const int Writable = 2;

    public static void Addresses(string urls)
    {
        foreach (
            var url in urls.Split(
                ';',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            var address = Parse(url);
            if (!address.IsUnixPipe && !address.IsNamedPipe)
            {
                TryListening(url, address);
            }
        }
    }

    /// <summary>Without a certificate the server would only say so in a stack trace, or take one made for developing.</summary>
    public static void Certificate(string urls, EdgeSettings edge, IConfiguration configuration)
    {
        if (
            urls.Contains("https://", StringComparison.OrdinalIgnoreCase)
            && edge.Certificate is null
            && !configuration.GetSection("Kestrel:Certificates").Exists()
        )
        {
            throw new StartRefused(
                "--urls",
                "an https address needs a certificate; name its file in Vestibule:Edge:Certificate:File"
            )
            {
                IsMistake = true,
            };
        }
    }

    /// <summary>Whether <paramref name="folder"/>, or what is there of the way to it, can be written.</summary>
    public static void Folder(string setting, string folder)
    {
        var there = folder;
        while (!Path.Exists(there))
        {
            there = Path.GetDirectoryName(there)!;
        }

        if (!Directory.Exists(there))
        {
            throw new StartRefused(setting, $"{there} is a file, and a folder is needed there");
        }

        if (Access(there, Writable) != 0)
        {
            throw new StartRefused(
                setting,
                $"{there} cannot be written by the user this server runs as"
            );
        }
    }

    public static async Task Database(DatabaseSettings database, CancellationToken cancelled)
    {
        if (database.Provider is not DatabaseProvider.Postgres)
        {
            return;
        }

        // Npgsql waits 15 s by default; somebody who has just typed a wrong host should not.
        var probe = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Timeout = 3,
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(probe.ConnectionString);
        try
        {
            await connection.OpenAsync(cancelled);
        }
        // The database itself may not be there yet: preparing it makes it, where the user may.
        catch (PostgresException missing)
            when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName) { }
        catch (TimeoutException late)
        {
            throw new StartRefused(
                "ConnectionStrings:Vestibule",
                "PostgreSQL does not answer within 3 seconds",
                late
            );
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            if (address.Scheme is "http" or "https")
            {
                return address;
            }
        }
        catch (Exception mistake) when (mistake is FormatException or ArgumentException) { }

        throw new StartRefused("--urls", $"\"{url}\" is not an address like http://127.0.0.1:5080")
        {
            IsMistake = true,
        };
    }

    private static void TryListening(string url, BindingAddress address)
    {
        var ip =
            IPAddress.TryParse(address.Host.Trim('[', ']'), out var literal) ? literal
            : address.Host is "localhost" ? IPAddress.Loopback
            : IPAddress.Any;
        try
        {
            using var listener = new TcpListener(ip, address.Port);
            listener.Start();
        }
        catch (SocketException taken)
            when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw new StartRefused(
                "--urls",
                $"{url} is taken by another program; stop it or choose another port",
                taken
            );
        }
        catch (SocketException refused)
        {
            throw new StartRefused(
                "--urls",
                $"{url} cannot be listened on ({refused.Message})",
                refused
            );
        }
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
