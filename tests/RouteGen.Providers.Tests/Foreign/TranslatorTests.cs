using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Foreign;

namespace RouteGen.Providers.Tests.Foreign;

/// <summary>
/// What translators of other people's write of an answer in another dialect, and what a server writes that cares for no detail.
/// </summary>
public sealed class TranslatorTests(ForeignServers servers) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("anthropic", false)]
    [InlineData("anthropic", true)]
    [InlineData("openai", false)]
    [InlineData("openai", true)]
    public async Task Portkey_passes_on_text_counts_and_calls(string behind, bool streamed)
    {
        using var client = await PortkeyAsync(behind);

        var counted = await AskAsync(client, streamed, "count");
        Assert.Equal(ForeignServers.Text, counted.Text);
        Assert.Equal(ChatFinishReason.Stop, counted.FinishReason);
        Assert.Equal((1000, 80), (counted.Usage?.InputTokenCount, counted.Usage?.OutputTokenCount));

        var called = await AskAsync(client, streamed, "talk and call", Options());
        var call = Assert.Single(called.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        Assert.Equal(("One moment.", "get_weather", "Köln"), (called.Text, call.Name, call.Arguments!["city"]?.ToString()));
        Assert.Equal(ChatFinishReason.ToolCalls, called.FinishReason);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("openai")]
    public async Task Portkey_fails_as_what_is_behind_it(string behind)
    {
        using var client = await PortkeyAsync(behind);
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(client, streamed: false, "fail 429"));
        Assert.DoesNotContain("canary", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_translator_to_messages_passes_on_text_and_calls(bool streamed)
    {
        await using var stand = await Stand.StartAsync(Dialect.Anthropic, primary: await servers.LlmsAsync());

        var said = await stand.AskAsync(streamed, prompt: "say");
        Assert.Equal((ForeignServers.Text, RouteOutcome.Served), (said.Response.Text, said.Record.Outcome));
        Assert.Equal("stop", said.Record.FinishReason);
        Assert.True(said.Record.CostUsd > 0m, $"It costs {said.Record.CostUsd} by {said.Record.CostSource}: a count of 0 is none.");

        var called = await stand.AskAsync(streamed, options: Options(), prompt: "talk and call");
        var call = Assert.Single(called.Response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>());
        Assert.Equal(("One moment.", "get_weather", "Köln"), (called.Response.Text, call.Name, call.Arguments!["city"]?.ToString()));
        Assert.Empty(stand.Backup.Requests);
    }

    [Theory]
    [InlineData("fail 401", false, Fault.Unauthorized)]
    [InlineData("fail 401", true, Fault.Unauthorized)]
    [InlineData("fail 503", false, Fault.Overloaded)]
    [InlineData("fail 503", true, Fault.Overloaded)]
    public async Task A_translator_fails_as_what_is_behind_it(string prompt, bool streamed, Fault fault)
    {
        await using var stand = await Stand.StartAsync(Dialect.Anthropic, primary: await servers.LlmsAsync());
        var call = await stand.AskAsync(streamed, prompt: prompt);

        Assert.Equal((fault, RouteOutcome.Served), (call.Record.Attempts[0].Fault, call.Record.Outcome));
    }

    /// <summary>It states no time, no index and no counts, and cuts a text where it likes, in the middle of a character too.</summary>
    [Theory]
    [InlineData("hello", "Hi there! How can I help you today?", false)]
    [InlineData("hello", "Hi there! How can I help you today?", true)]
    [InlineData("four🚀 and more äöü", "four🚀 and more äöü", false)]
    [InlineData("four🚀 and more äöü", "four🚀 and more äöü", true)]
    public async Task A_reply_with_little_more_than_its_text_serves(string prompt, string text, bool streamed)
    {
        await using var stand = await Stand.StartAsync(Dialect.Compatible, primary: await servers.MockLlmAsync());
        var call = await stand.AskAsync(streamed, prompt: prompt);

        Assert.Equal((text, RouteOutcome.Served, "stop"), (call.Response.Text, call.Record.Outcome, call.Record.FinishReason));
        Assert.True(call.Record.CostUsd > 0m, $"It costs {call.Record.CostUsd} by {call.Record.CostSource}.");
        Assert.Empty(stand.Backup.Requests);
    }

    [Theory]
    [InlineData("error-401", false, Fault.Unauthorized)]
    [InlineData("error-401", true, Fault.Unauthorized)]
    [InlineData("error-503", false, Fault.Overloaded)]

    // Its streams fail inside a 200, of which this one names no status.
    [InlineData("error-503", true, Fault.StreamBroken)]
    public async Task Its_errors_are_what_they_are(string prompt, bool streamed, Fault fault)
    {
        await using var stand = await Stand.StartAsync(Dialect.Compatible, primary: await servers.MockLlmAsync());
        var call = await stand.AskAsync(streamed, prompt: prompt);

        Assert.Equal((fault, RouteOutcome.Served), (call.Record.Attempts[0].Fault, call.Record.Outcome));
    }

    [Fact]
    public async Task A_path_that_it_has_not_is_followed_by_the_backup()
    {
        await using var stand = await Stand.StartAsync(Dialect.OpenAIResponses, primary: await servers.MockLlmAsync());
        var call = await stand.AskAsync(streamed: false);

        Assert.Equal((Fault.ModelNotFound, RouteOutcome.Served), (call.Record.Attempts[0].Fault, call.Record.Outcome));
    }

    private static ChatOptions Options() => new()
    {
        Tools =
        [
            AIFunctionFactory.CreateDeclaration(
                "get_weather", "Tells something.", JsonDocument.Parse("""{"type":"object","properties":{}}""").RootElement)
        ],
    };

    private static Task<ChatResponse> AskAsync(IChatClient client, bool streamed, string prompt, ChatOptions? options = null)
    {
        options ??= new();
        options.MaxOutputTokens = 100;
        return streamed
            ? client.GetStreamingResponseAsync(prompt, options).ToChatResponseAsync()
            : client.GetResponseAsync(prompt, options);
    }

    private async Task<IChatClient> PortkeyAsync(string behind)
    {
        var config = JsonSerializer.Serialize(new
        {
            provider = behind,
            api_key = "none",
            custom_host = await servers.AimockAsync(Dialect.Compatible),
        });
        var address = new Uri(await servers.PortkeyAsync());
        return Adapters.AdapterOf(Dialect.Compatible).CreateChatClient(new()
        {
            Target = Adapters.Target(Dialect.Compatible) with
            {
                RequestHeaders = new Dictionary<string, string> { ["x-portkey-config"] = config },
            },
            Endpoint = address,
            ApiKey = Adapters.Key,
            TokenProvider = null,
            HttpClient = _http,
        });
    }
}
