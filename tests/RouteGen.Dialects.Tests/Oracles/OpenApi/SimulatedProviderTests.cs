using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RouteGen.Dialects.Tests.Oracles.Replies;
using RouteGen.TestSupport.Wire;
using RouteGen.Testing;

namespace RouteGen.Dialects.Tests.Oracles.OpenApi;

/// <summary>The simulated provider of RouteGen.Testing speaks OpenAI's wire by the letter of its document.</summary>
public class SimulatedProviderTests
{
    private static readonly SimulatedReply[] Replies =
    [
        SimulatedReply.FromText("Good morning, 東京."),
        SimulatedReply.InPieces("Good", " morn", "ing."),
        SimulatedReply.FromText("Thought of.") with
        {
            Reasoning = "Let me see.", Usage = new(9, 7) { Reasoning = 3, CachedInput = 2 },
        },
        SimulatedReply.Calling("weather", """{"city":"Oslo"}"""),
        SimulatedReply.CallingAll(new("weather", "{}"), new("time", """{"zone":"CET"}""") { Id = "call_own" }) with { Text = "Both." },
        SimulatedReply.FromText("Cut o") with { Finish = SimulatedFinish.Length },
        SimulatedReply.FromText("I can") with { Finish = SimulatedFinish.ContentFilter },
    ];

    // The others are no JSON, or no reply, which is their point.
    public static TheoryData<SimulatedFailure> Failures =>
    [
        SimulatedFailure.ContextTooLong, SimulatedFailure.ContentFiltered, SimulatedFailure.InvalidRequest, SimulatedFailure.Unprocessable,
        SimulatedFailure.UnsupportedParameter, SimulatedFailure.InvalidApiKey, SimulatedFailure.PermissionDenied,
        SimulatedFailure.OutOfCredit,
        SimulatedFailure.ModelNotFound, SimulatedFailure.RequestTimeout, SimulatedFailure.GatewayTimeout, SimulatedFailure.Conflict,
        SimulatedFailure.RequestTooLarge, SimulatedFailure.RateLimited, SimulatedFailure.ServerError, SimulatedFailure.Overloaded,
    ];

    [Fact]
    public async Task Chat_completions_are_valid()
    {
        var document = OpenAIDocument.Get();
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        foreach (var reply in Replies)
        {
            provider.On("m").Reply(reply).Then(reply).Then(reply);
            var about = reply.ToString();
            document.AssertValid("CreateChatCompletionResponse", JsonElement.Parse(await AskAsync(provider, Chat(stream: false))), about);
            foreach (var usage in new[] { false, true })
            {
                foreach (var chunk in ReplyOracleTests.DataOf(await AskAsync(provider, Chat(stream: true, usage))))
                {
                    document.AssertValid("CreateChatCompletionStreamResponse", chunk, about);
                }
            }
        }
    }

    [Fact]
    public async Task Responses_are_valid()
    {
        var document = OpenAIDocument.Get();
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        foreach (var reply in Replies)
        {
            provider.On("m").Reply(reply).Then(reply);
            var about = reply.ToString();
            var whole = await AskAsync(provider, new { model = "m", input = "hi" }, "responses");
            document.AssertValid("Response", JsonElement.Parse(whole), about);
            foreach (var each in ReplyOracleTests.DataOf(
                await AskAsync(provider, new { model = "m", input = "hi", stream = true }, "responses")))
            {
                document.AssertValid("ResponseStreamEvent", each, about);
            }
        }
    }

    [Fact]
    public async Task Embeddings_are_valid()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        var json = await AskAsync(provider, new { model = "m", input = new[] { "a", "b" } }, "embeddings");
        OpenAIDocument.Get().AssertValid("CreateEmbeddingResponse", JsonElement.Parse(json), "embeddings");
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Errors_are_valid(SimulatedFailure failure)
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        foreach (var path in new[] { "chat/completions", "responses", "embeddings" })
        {
            provider.On("m").Reply(SimulatedReply.Failing(failure));
            var json = await AskAsync(provider, Chat(stream: false), path, expectsError: true);
            OpenAIDocument.Get().AssertValid("ErrorResponse", JsonElement.Parse(json), $"{failure} of {path}");
        }
    }

    [Fact]
    public async Task Errors_inside_streams_are_valid()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        foreach (var failure in new[] { SimulatedFailure.StreamErrorBeforeContent, SimulatedFailure.StreamErrorAfterContent })
        {
            provider.On("m").Reply(SimulatedReply.Failing(failure)).Then(SimulatedReply.Failing(failure));
            var error = ReplyOracleTests.DataOf(await AskAsync(provider, Chat(stream: true))).Last();
            OpenAIDocument.Get().AssertValid("ErrorResponse", error, failure.ToString());
            var last = ReplyOracleTests.DataOf(
                await AskAsync(provider, new { model = "m", input = "hi", stream = true }, "responses")).Last();
            OpenAIDocument.Get().AssertValid("ResponseStreamEvent", last, failure.ToString());
        }
    }

    private static object Chat(bool stream, bool usage = false) => new
    {
        model = "m",
        messages = new[] { new { role = "user", content = "hi" } },
        input = "hi",
        stream,
        stream_options = usage ? new { include_usage = true } : null,
    };

    private static async Task<string> AskAsync(
        SimulatedProvider provider, object request, string path = "chat/completions", bool expectsError = false)
    {
        using var http = new HttpClient { BaseAddress = new(provider.Endpoint + "/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "k");
        using var response = await http.PostAsJsonAsync(path, request);
        Assert.Equal(expectsError, !response.IsSuccessStatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
