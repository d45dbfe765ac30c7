using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RouteGen.Docs.Tests.Recipes;

/// <summary>A program of a page that serves, started by its entry point in this process and stopped by its host.</summary>
internal sealed class HostedProgram : IAsyncDisposable
{
    private readonly Task _run;

    private HostedProgram(IHost host, Task run)
    {
        _run = run;
        Services = host.Services;
        Host = host;
        var server = host.Services.GetRequiredService<IServer>();
        Http = new() { BaseAddress = new(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public IServiceProvider Services { get; }

    public HttpClient Http { get; }

    private IHost Host { get; }

    /// <summary>Starts a program on a free port, with services of the test's beside its own.</summary>
    public static async Task<HostedProgram> StartAsync(Assembly program, Action<IServiceCollection> configure, params string[] arguments)
    {
        using var watch = new HostWatch(configure);
        using var watching = DiagnosticListener.AllListeners.Subscribe(watch);
        string[] all = ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. arguments];
        var run = Task.Run(() => watch.Within(() => program.EntryPoint!.Invoke(null, [all])));
        if (await Task.WhenAny(watch.Built, run) == run)
        {
            await run;
        }

        var host = await watch.Built;
        var started = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        await await Task.WhenAny(started.Task, run);
        return new(host, run);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.StopAsync();
        await _run;
    }

    /// <summary>Hears of the host that is built in one flow of control, and adds to its services.</summary>
    private sealed class HostWatch(Action<IServiceCollection> configure)
        : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private static readonly AsyncLocal<HostWatch?> Current = new();

        private readonly TaskCompletionSource<IHost> _built = new();
        private IDisposable? _heard;

        public Task<IHost> Built => _built.Task;

        public void Within(Action run)
        {
            Current.Value = this;
            run();
        }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
            {
                _heard = value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (Current.Value != this)
            {
                return;
            }

            if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
            {
                builder.ConfigureServices((_, services) => configure(services));
            }
            else if (value is { Key: "HostBuilt", Value: IHost host })
            {
                _built.TrySetResult(host);
            }
        }

        public void OnCompleted() => _heard?.Dispose();

        public void OnError(Exception error) => _built.TrySetException(error);

        public void Dispose() => _heard?.Dispose();
    }
}
