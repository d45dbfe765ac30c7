using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace RouteGen.Testing.Tests;

/// <summary>
/// The simulated Gemini refuses the tool calls of the current turn as the real one does: ai.google.dev/gemini-api/docs/thought-signatures.
/// </summary>
public sealed class GeminiSignatureTests
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(5) };

    [Theory]
    [InlineData("gemini-3-flash-preview", null, HttpStatusCode.BadRequest)]
    [InlineData("models/gemini-3-pro-preview", "bm90IG1pbmU=", HttpStatusCode.BadRequest)]
    [InlineData("gemini-3-flash-preview", "skip_thought_signature_validator", HttpStatusCode.OK)]
    [InlineData("gemini-2.5-flash", null, HttpStatusCode.OK)]
    public async Task A_call_of_the_current_turn_needs_its_signature(string model, string? signature, HttpStatusCode status)
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.Gemini);

        using var response = await AskAsync(provider, model, User("Oslo?"), Call(signature), Result());

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(
            status == HttpStatusCode.BadRequest && signature is null,
            text.Contains("Function call is missing a thought_signature in functionCall parts.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_of_earlier_turns_and_further_calls_of_one_step_need_none()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.Gemini);
        provider.OnAnyModel().Always(SimulatedReply.CallingAll(new("weather") { Id = "call-1" }, new("weather") { Id = "call-2" }));
        const string model = "gemini-3-flash-preview";
        using var first = await AskAsync(provider, model, User("Oslo?"), Call(null), Result(), User("Rome and Bern?"));
        var message = (await first.JsonAsync())["choices"]![0]!["message"]!.DeepClone();

        using var second = await AskAsync(provider, model, User("Rome and Bern?"), message, Result(), Result());

        Assert.Equal([true, false], message["tool_calls"]!.AsArray().Select(call => call!["extra_content"] is not null));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    private static Task<HttpResponseMessage> AskAsync(
        SimulatedProvider provider, string model, params JsonNode[] messages) => Http.PostAsJsonAsync(
        provider.Endpoint + "/chat/completions",
        new JsonObject { ["model"] = model, ["messages"] = new JsonArray(messages) },
        TestContext.Current.CancellationToken);

    private static JsonObject User(string text) => new() { ["role"] = "user", ["content"] = text };

    private static JsonObject Result() => new() { ["role"] = "tool", ["tool_call_id"] = "call-1", ["content"] = "rain" };

    private static JsonObject Call(string? signature)
    {
        var call = new JsonObject
        {
            ["id"] = "call-1",
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = "weather", ["arguments"] = "{}" }
        };
        if (signature is not null)
        {
            call["extra_content"] = new JsonObject { ["google"] = new JsonObject { ["thought_signature"] = signature } };
        }

        return new() { ["role"] = "assistant", ["tool_calls"] = new JsonArray(call) };
    }
}
