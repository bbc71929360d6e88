using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Vestibule.Decoding;

namespace Vestibule.Tests.Decoding;

/// <summary>Keeps what the pool says.</summary>
internal sealed class Told : ILogger<DecodePool>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
}
