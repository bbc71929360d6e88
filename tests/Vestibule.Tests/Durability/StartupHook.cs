using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Vestibule.Tests.Durability;

/// <summary>
/// .NET runs this before the shipped server's own beginning when <c>DOTNET_STARTUP_HOOKS</c> names this assembly: the
/// server stays as it is and knows no switch for it. It puts the sabotage among the services of the host being built.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var plan = Environment.GetEnvironmentVariable(Sabotage.Variable);
        if (!string.IsNullOrEmpty(plan))
        {
            DiagnosticListener.AllListeners.Subscribe(new Hosts(new Sabotage(plan)));
        }
    }

    private sealed class Hosts(Sabotage sabotage)
        : IObserver<DiagnosticListener>,
            IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder host })
            {
                host.ConfigureServices(sabotage.Into);
            }
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
