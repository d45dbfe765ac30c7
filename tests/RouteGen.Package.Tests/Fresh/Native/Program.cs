using Microsoft.Extensions.DependencyInjection;
using Native;
using RouteGen;

await using var container = new ServiceCollection().AddNativeRoutes().BuildServiceProvider();
var routes = container.GetRequiredService<NativeRoutes>();

var response = await routes.Ask.For(user: "u-42").GetResponseAsync("hello");
Console.WriteLine($"{response.Text} by {response.ServedBy} after {response.Record.Attempts.Count} attempts, cost known: {response.Cost.Usd > 0}");

await foreach (var update in routes.Ask.GetStreamingResponseAsync("hello"))
{
    Console.Write(update.Text);
    if (update.GetRouteRecord() is { } record)
    {
        Console.WriteLine($" by {record.ServedBy}, {record.ToJson().Length > 100}");
    }
}
