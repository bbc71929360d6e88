using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Vestibule.Tests.Database;

/// <summary>What the thief does to the next COMMIT it sees.</summary>
internal enum Theft
{
    None,

    /// <summary>The server never hears of it; the connection dies.</summary>
    Commit,

    /// <summary>The server commits; the client never hears of it, and the connection dies.</summary>
    Reply,

    /// <summary>As <see cref="Reply"/>, and nobody gets through any more.</summary>
    ReplyAndRoad,
}

/// <summary>Stands between a client and PostgreSQL and steals one COMMIT or its reply.</summary>
internal sealed class Thief : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint server;
    private readonly CancellationTokenSource ended = new();

    public Thief(string connectionString)
    {
        var way = new NpgsqlConnectionStringBuilder(connectionString);
        server = new(IPAddress.Loopback, way.Port);
        listener.Start();
        way.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        way.SslMode = SslMode.Disable;
        way.GssEncryptionMode = GssEncryptionMode.Disable;
        ConnectionString = way.ConnectionString;
        _ = Serve();
    }

    public string ConnectionString { get; }

    public Theft Next { get; set; }

    /// <summary>Nobody gets through while it is closed. Connections that are open stay so.</summary>
    public bool IsClosed { get; set; }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Dispose();
        ended.Dispose();
    }

    private async Task Serve()
    {
        while (true)
            _ = Carry(await listener.AcceptTcpClientAsync(ended.Token));
    }

    private async Task Carry(TcpClient from)
    {
        using var client = from;
        using var to = new TcpClient();
        if (IsClosed)
            return;
        await to.ConnectAsync(server, ended.Token);
        var back = Return(to, client);
        var buffer = new byte[1 << 20];
        var words = new CommitWords();
        while (await client.GetStream().ReadAsync(buffer, ended.Token) is > 0 and var read)
        {
            var theft = words.AreIn(buffer.AsSpan(0, read)) ? Next : Theft.None;
            if (theft is not Theft.None)
                Next = Theft.None;
            if (theft is Theft.Commit)
                return;
            IsClosed |= theft is Theft.ReplyAndRoad;
            if (theft is not Theft.None)
                client.Close();
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), ended.Token);
            if (theft is not Theft.None)
            {
                // The server has its time to commit before its connection is closed.
                await back.ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            }
        }
    }

    // A server that dies must be heard of: left open, the client would wait for its own timeout.
    private async Task Return(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), ended.Token);
        }
        finally
        {
            to.Close();
        }
    }

    /// <summary>COMMIT as it is said on one connection: in full, or by the name it was prepared under.</summary>
    private sealed class CommitWords
    {
        private byte[]? name;

        public bool AreIn(ReadOnlySpan<byte> said)
        {
            var full = said.IndexOf("COMMIT"u8);
            if (
                full > 1
                && said[full - 1] == 0
                && said[..(full - 1)].LastIndexOf("_auto"u8) is >= 0 and var at
            )
                name = [0, .. said[at..full]];
            return full >= 0 || (name is not null && said.IndexOf(name) >= 0);
        }
    }
}
