using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Native;
using RouteGen;
using RouteGen.OpenAI;
using RouteGen.Tables;

await using var container = new ServiceCollection().AddNativeRoutes().BuildServiceProvider();
var routes = container.GetRequiredService<NativeRoutes>();

var response = await routes.Ask.For(user: "u-42").GetResponseAsync("hello");
Console.WriteLine(
    $"{response.Text} by {response.ServedBy} after {response.Record.Attempts.Count} attempts, cost known: {response.Cost.Usd > 0}");

await foreach (var update in routes.Ask.GetStreamingResponseAsync("hello"))
{
    Console.Write(update.Text);
    if (update.GetRouteRecord() is { } record)
    {
        Console.WriteLine($" by {record.ServedBy}, {record.ToJson().Length > 100}");
    }
}

// As a cache or an endpoint writes and reads a reply: by contracts alone, since native code has no others.
var reply = await ((IChatClient)routes.Ask.For(user: "u-42")).GetResponseAsync([new(ChatRole.User, "hello")]);
var contract = AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatResponse));
var json = JsonSerializer.Serialize(reply, contract);
var copy = (ChatResponse)JsonSerializer.Deserialize(json, contract)!;
Console.WriteLine($"{copy.Text}: {reply.GetRouteRecord()?.Caller.User}, {json.Contains("u-42", StringComparison.Ordinal)}, " +
    $"{copy.GetRouteRecord() is null}");

// The same table, read instead of compiled: it says the same, and serves the same.
var file = RouteTableFile.Load(
    Path.Combine(AppContext.BaseDirectory, "routes.json"),
    new() { Adapters = new ProviderAdapters().Add("openai", OpenAIAdapter.Instance).Add("openrouter", OpenAIAdapter.Instance) });
await using var loaded = new ServiceCollection().AddRouteTable(file).BuildServiceProvider();
var chat = loaded.GetRequiredKeyedService<IChatClient>("NativeRoutes/ask");
Console.WriteLine($"{(await chat.GetResponseAsync("hello")).Text}, read: {file.Definition.Hash == NativeRoutes.Definition.Hash}");
