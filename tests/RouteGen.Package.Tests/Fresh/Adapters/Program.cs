using System.Text.Json;
using System.Text.Json.Serialization;
using Adapters;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen;

// Every adapter of the packages does what applications do with it, and tells it in one line.
await using var container = new ServiceCollection().AddAdapterRoutes().BuildServiceProvider();
var routes = container.GetRequiredService<AdapterRoutes>();
(string Name, IChatClient Client)[] clients =
[
    ("openai", routes.Openai), ("responses", routes.Responses), ("azure", routes.Azure), ("gemini", routes.Gemini),
    ("openrouter", routes.Openrouter), ("compatible", routes.Compatible), ("anthropic", routes.Anthropic), ("ollama", routes.Ollama),
];
Console.WriteLine($"JSON by reflection: {JsonSerializer.IsReflectionEnabledByDefault}");
var weather = new Weather();
foreach (var (name, client) in clients)
{
    try
    {
        using var calling = new FunctionInvokingChatClient(client);
        var whole = await client.GetResponseAsync("whole", new() { Temperature = 0.5f });
        var streamed = await client.GetStreamingResponseAsync("streamed").ToChatResponseAsync();
        var wholeTool = await calling.GetResponseAsync("tool", new() { Tools = [weather] });
        var streamedTool = await calling.GetStreamingResponseAsync("tool", new() { Tools = [weather] }).ToChatResponseAsync();
        var typed = await client.GetResponseAsync<Forecast>("typed", Contracts.Default.Options);
        var record = whole.GetRouteRecord()!;
        Console.WriteLine($"{name}: {whole.Text}, {streamed.Text}, {wholeTool.Text}, {streamedTool.Text}, {typed.Result.City} " +
            $"{typed.Result.Degrees}, {record.Usage?.Input}+{record.Usage?.Output}, {record.ToJson().Length > 100}");
    }
    catch (Exception e) when (e is not OutOfMemoryException)
    {
        Console.WriteLine($"{name}: {e}");
    }
}

(string Name, IEmbeddingGenerator<string, Embedding<float>> Generator)[] generators =
    [("openai", routes.EmbedOpenai), ("ollama", routes.EmbedOllama)];
foreach (var (name, generator) in generators)
{
    var vectors = await generator.GenerateAsync(["one", "two"]);
    Console.WriteLine($"{name}: {vectors.Count} vectors of {vectors[0].Vector.Length}");
}

Console.WriteLine(string.Join(' ', weather.Asked));

internal sealed record Forecast(string City, int Degrees);

[JsonSerializable(typeof(Forecast))]
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
internal sealed partial class Contracts : JsonSerializerContext;

/// <summary>A tool that is declared and called without reflection.</summary>
internal sealed class Weather : AIFunction
{
    public List<string> Asked { get; } = [];

    public override string Name => "weather";

    public override string Description => "Tells the weather of a city";

    public override JsonElement JsonSchema { get; } = JsonElement.Parse(
        """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","default":1}},"required":["city"]}""");

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        Asked.Add($"{arguments["city"]}");
        return new(new Dictionary<string, object?> { ["sky"] = "rain", ["degrees"] = 4.5, ["days"] = new[] { 1, 2 } });
    }
}
