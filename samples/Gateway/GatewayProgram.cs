using GatewaySample.Faults;
using GatewaySample.Greeting;
using GatewaySample.Keys;
using GatewaySample.Providers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using RouteGen.Budgets;
using RouteGen.Keys;

namespace GatewaySample;

/// <summary>The gateway, from its start to its end.</summary>
internal static class GatewayProgram
{
    public static async Task<int> RunAsync(CommandLine line)
    {
        var development = IsDevelopment();
        await using var providers = await GatewayProviders.StartAsync(line.Offline, development).ConfigureAwait(false);
        foreach (var (target, fault) in line.Faults)
        {
            if (!providers.TryFail(target, fault))
            {
                await Console.Error.WriteLineAsync(
                    $"--fail {target}={fault}: the target's provider is not simulated. --offline simulates all.").ConfigureAwait(false);
                return 64;
            }
        }

        // In production keys are in the configuration (RouteGen:Gateway:Keys), beside the one that the command line may state.
        var store = development || line.Key is not null ? new InMemoryGatewayKeyStore() : null;
        var keys = store is null ? null
            : development ? await DevelopmentKeys.IssueAsync(store, line.Key).ConfigureAwait(false)
            : await DevelopmentKeys.IssueOwnAsync(store, line.Key!).ConfigureAwait(false);
        try
        {
            var app = Build(line, providers, store, development);
            await using (app.ConfigureAwait(false))
            {
                if (development)
                {
                    var ledger = app.Services.GetRequiredService<IBudgetLedger>();
                    await SpentBudget.SpendAsync(ledger, DevelopmentKeys.SpentTeam).ConfigureAwait(false);
                }

                await app.StartAsync().ConfigureAwait(false);
                await SayAsync(line, UrlOf(app), keys, providers).ConfigureAwait(false);
                await app.WaitForShutdownAsync().ConfigureAwait(false);
            }

            return 0;
        }
        catch (OptionsValidationException e)
        {
            // Names the provider, the setting and the variable: no stack trace makes that clearer.
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 2;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message} Another address: --urls http://127.0.0.1:0").ConfigureAwait(false);
            return 1;
        }
    }

    private static WebApplication Build(CommandLine line, GatewayProviders providers, IGatewayKeyStore? store, bool development)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { EnvironmentName = development ? Environments.Development : null });

        // Standard output is for whoever started this.
        builder.Logging.AddSimpleConsole(static console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // Nothing here is protected by its keys, of which it warns that they are kept nowhere.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        if ((line.Urls ?? (ReachableUrl.FromEnvironment() is null ? CommandLine.DefaultUrl : null)) is { } urls)
        {
            builder.WebHost.UseUrls(urls);
        }

        // These lines, the table and a project file are a gateway; everything else here is for trying one out.
        builder.Services.AddGatewayRoutes(table => table.Configure(providers.PointAt));
        builder.Services.AddRouteGateway();
        if (store is not null)
        {
            builder.Services.AddSingleton(store);
        }

        var app = builder.Build();
        app.MapRouteGateway<GatewayRoutes>();
        if (development)
        {
            app.MapPost("/simulate", new RequestDelegate(new SimulateEndpoint(providers).InvokeAsync));
        }

        return app;
    }

    private static async Task SayAsync(CommandLine line, string url, DevelopmentKeys? keys, GatewayProviders providers)
    {
        if (line.Json)
        {
            await Console.Error.WriteLineAsync(WelcomeText.Providers(providers)).ConfigureAwait(false);
        }

        await Console.Out.WriteLineAsync(line.Json ? ReadyLine.Write(url, keys) : WelcomeText.Write(url, keys, providers))
            .ConfigureAwait(false);
    }

    private static string UrlOf(WebApplication app) => ReachableUrl.From(
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    // It is a sample: what starts it without a word is somebody who tries it out.
    private static bool IsDevelopment() =>
        (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"))
            is null or "" or "Development";
}
