using App;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;

await using var providers = await SimulatedProviders.StartAsync<SupportRoutes>();
providers.On(SupportRoutes.Targets.GptMini).Always(SimulatedReply.Failing(SimulatedFailure.ServerError));
providers.On(SupportRoutes.Targets.Haiku).Always(SimulatedReply.FromText("two lines"));

var services = new ServiceCollection();
services.AddSupportRoutes(providers.Use);
await using var container = services.BuildServiceProvider();

var response = await container.GetRequiredService<SupportRoutes>().Summarize.GetResponseAsync("a ticket");
Console.WriteLine($"{response.Text} by the {Serving.Name(response.ServedBy)} after {response.Record.Attempts.Count} attempts, cost " +
    $"known: {response.Cost.Usd > 0}");

internal static class Serving
{
    // No arm for unnamed values: the package silences CS8524 here.
    public static string Name(SummarizeTarget target) => target switch
    {
        SummarizeTarget.GptMini => "first",
        SummarizeTarget.Haiku => "fallback",
    };
}
