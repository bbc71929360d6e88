using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Vestibule.Hosting;

/// <summary>
/// Gives their headers to the answers that the listener writes by itself, to bytes it cannot read as a request or that
/// come too late: no middleware sees them, and the listener clears what is added to their headers. It tells of each one
/// before it writes it<sup>1</sup>, and what it writes then is dressed on its way out.
/// </summary>
/// <remarks>1: the event <c>Microsoft.AspNetCore.Server.Kestrel.BadRequest</c>, whose argument is the request's features.</remarks>
internal sealed class DressRefusals : IObserver<KeyValuePair<string, object?>>
{
    private const string Refusal = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>For as long as the server runs.</summary>
    public static void Watch(IApplicationBuilder app) =>
        app
            .ApplicationServices.GetRequiredService<DiagnosticListener>()
            .Subscribe(new DressRefusals(), name => name is Refusal);

    /// <summary>Connection middleware.</summary>
    public static ConnectionDelegate Over(ConnectionDelegate next) =>
        connection => next(new DressedConnection(connection));

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is not (Refusal, IFeatureCollection request))
        {
            return;
        }

        if (request.Get<IHttp2StreamIdFeature>() is not null)
        {
            // Frames are written by others of the connection at the same moment: what cannot be dressed is not said.
            request.Get<IHttpRequestLifetimeFeature>()?.Abort();
            return;
        }

        if (
            request.Get<IHttpResponseFeature>() is { HasStarted: false }
            && request.Get<DressedOutput>() is { } output
        )
        {
            var refused = new DefaultHttpContext();
            refused.Request.IsHttps = request.Get<ITlsConnectionFeature>() is not null;
            SecurityHeaders.Add(refused);
            output.Dress(refused.Response.Headers);
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}

/// <summary>
/// A connection whose output is dressed, the innermost one: TLS sits in between after this one was made, and puts its own
/// in the place of the transport.
/// </summary>
internal sealed class DressedConnection : ConnectionContext
{
    private readonly ConnectionContext connection;
    private IDuplexPipe transport = null!;

    public DressedConnection(ConnectionContext connection)
    {
        this.connection = connection;
        Transport = connection.Transport;
    }

    public override IDuplexPipe Transport
    {
        get => transport;
        set
        {
            var dressed = value as Dressed ?? new Dressed(value);
            Features.Set(dressed.Dressable);
            transport = dressed;
        }
    }

    public override string ConnectionId
    {
        get => connection.ConnectionId;
        set => connection.ConnectionId = value;
    }

    public override IFeatureCollection Features => connection.Features;

    public override IDictionary<object, object?> Items
    {
        get => connection.Items;
        set => connection.Items = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => connection.ConnectionClosed;
        set => connection.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => connection.LocalEndPoint;
        set => connection.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => connection.RemoteEndPoint;
        set => connection.RemoteEndPoint = value;
    }

    public override void Abort(ConnectionAbortedException abortReason) =>
        connection.Abort(abortReason);

    public override void Abort() => connection.Abort();

    public override ValueTask DisposeAsync() => connection.DisposeAsync();

    private sealed class Dressed(IDuplexPipe bare) : IDuplexPipe
    {
        public DressedOutput Dressable { get; } = new(bare.Output);

        public PipeReader Input => bare.Input;

        public PipeWriter Output => Dressable;
    }
}
