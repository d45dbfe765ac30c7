#:package RouteGen.OpenAI@VERSION
#:package RouteGen.Anthropic@VERSION
#:package RouteGen.Ollama@VERSION
#:package Microsoft.Extensions.DependencyInjection@10.0.15
#:property TreatWarningsAsErrors=false

// A program of one file, beside its routes.json: dotnet run app.cs
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

await using var container = new ServiceCollection().AddScriptRoutes().BuildServiceProvider();
var routes = container.GetRequiredService<ScriptRoutes>();
var whole = await routes.Ask.GetResponseAsync("hello");
var streamed = await routes.Ask.GetStreamingResponseAsync("hello").ToChatResponseAsync();
Console.WriteLine($"{whole.Text} by {whole.ServedBy} after {whole.Record.Attempts.Count} attempts, {streamed.Text}, " +
    $"JSON by reflection: {JsonSerializer.IsReflectionEnabledByDefault}");
