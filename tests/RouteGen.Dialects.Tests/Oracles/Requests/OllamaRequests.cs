using Microsoft.Extensions.AI;
using OllamaSharp;
using RouteGen.Dialects.Ollama;

namespace RouteGen.Dialects.Tests.Oracles.Requests;

/// <summary>Ollama's own API by OllamaSharp, which is an <see cref="IChatClient"/> itself.</summary>
internal static class OllamaRequests
{
    public static RequestOracle Create() => new()
    {
        Sdk = Sdk,
        Ours = Ours,
        JsonText = ["$.messages[*].content"],
        Known =
        [
            new("$.CustomHeaders", "headers of OllamaSharp's, which it writes into the body as well", Difference.OnlyTheirs),
            new("$.model", "the model is the target's, whatever the options name", Difference.BothAreThere),
            new("$.messages[*].role", "Ollama knows no developer; its templates pass over the message",
                Difference.Is("developer", "system")),
            new("$.tools", "no tools are none; and Ollama knows no tool_choice, so where none may be called, none are sent",
                Difference.OnlyTheirs),
            new("$.options.stop", "no stop sequences are none", Difference.IsEmpty),
            new("$.options.seed", "OllamaSharp cuts a seed to 32 bits", Difference.BothAreThere),
            new("$.messages[*].tool_calls[*].function.index", "written as null", Difference.IsNull),
            new("$.messages[*].tool_calls[*].function.arguments", "Ollama wants an object, also for none", Difference.WasNull),
            new("$.messages[*].tool_calls[*].id", "OllamaSharp loses the id that the server gave", Difference.WasNull),
            new("$.messages[*].tool_call_id", "the result says whose it is", Difference.OnlyOurs),
            new("$.messages[*].tool_name", "the result says what made it, which templates ask for", Difference.OnlyOurs),
            new("$.messages[*].content", "OllamaSharp wraps the result of a tool in its own object", difference =>
                difference.Theirs?.GetString()?.StartsWith("{\"CallId\":", StringComparison.Ordinal) is true),
        ],
    };

    public static IChatClient Sdk(HttpMessageHandler handler) =>
        new OllamaApiClient(new HttpClient(handler) { BaseAddress = new("http://h/") }, "the-model");

    public static IChatClient Ours(HttpMessageHandler handler) => new OllamaClient(
        new() { HttpClient = new(handler), Endpoint = new("http://h/"), Model = "the-model" });
}
