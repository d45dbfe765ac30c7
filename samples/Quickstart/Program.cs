using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Quickstart;
using Quickstart.Providers;
using Quickstart.Reporting;
using Quickstart.Scenarios;

var line = CommandLine.Parse(args);
if (line.Unknown is { } unknown)
{
    Console.Error.WriteLine($"Unknown argument '{unknown}'.\n\n{CommandLine.Usage}\n{GoingLive.Variables}");
    return 2;
}

if (line.Help)
{
    Console.WriteLine($"{CommandLine.Usage}\n{GoingLive.Variables}");
    return 0;
}

// Providers that are not configured on this machine are simulated on loopback: real HTTP, real SDKs, scripted replies.
await using var providers = await QuickstartProviders.StartAsync(line.Offline);

// The one line that an application needs is AddSupportRoutes(). It is generated from routes.json, as are SupportRoutes and its routes.
await using var services = new ServiceCollection()
    .AddSupportRoutes(table => table.Configure(providers.PointAt))
    .AddSingleton<SupportDesk>()
    .BuildServiceProvider();

var desk = services.GetRequiredService<SupportDesk>();
var results = new List<ScenarioResult>();
try
{
    foreach (var scenario in SupportDeskScenarios.All)
    {
        var result = await scenario.PlayAsync(desk, providers);
        results.Add(result);
        if (line.Json)
        {
            JsonReport.Write(result);
        }
    }
}
catch (OptionsValidationException e)
{
    // Keys and endpoints are checked before the first call: the message names the provider, the setting and the variable.
    Console.Error.WriteLine(e.Message);
    return 2;
}

if (!line.Json)
{
    ConsoleReport.Write(results, providers);
}

return Verdict.ToExitCode(results);
