using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests;

/// <summary>Replies as real servers send them, byte for byte over a socket, through the adapters.</summary>
public sealed class ForeignReplies
{
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_and_the_chain_goes_on(int status)
    {
        await using var elsewhere = new RawServer("HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var server = new RawServer(
            $"HTTP/1.1 {status} Moved\r\nLocation: {elsewhere.Endpoint}/chat/completions\r\n"
            + "Content-Length: 0\r\nConnection: close\r\n\r\n");
        foreach (var dialect in new[]
        {
            Dialect.OpenAI, Dialect.Azure, Dialect.Gemini, Dialect.Compatible, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Ollama,
        })
        {
            foreach (var streamed in new[] { false, true })
            {
                await using var stand = await Stand.StartAsync(dialect, primary: server.Endpoint);
                var call = await stand.AskAsync(streamed);

                Assert.Null(call.Exception);
                Assert.Equal(status, call.Record.Attempts[0].StatusCode);
                Assert.Equal(Fault.ServerError, call.Record.Attempts[0].Fault);
                Assert.Single(stand.Backup.Requests);
            }
        }

        Assert.Equal(0, elsewhere.Requests);
        Assert.NotEqual(0, server.Requests);
    }

    [Fact]
    public async Task Running_totals_in_every_chunk_are_counted_once()
    {
        await using var server = new RawServer(RawServer.Stream(
            Chunk(
                """{"role":"assistant","content":"Good"}""",
                "null",
                """{"prompt_tokens":100,"completion_tokens":1,"total_tokens":101}"""),
            Chunk("""{"content":" morning"}""", "null", """{"prompt_tokens":100,"completion_tokens":2,"total_tokens":102}"""),
            Chunk("""{"content":"."}""", "\"stop\"", """{"prompt_tokens":100,"completion_tokens":3,"total_tokens":103}"""),
            """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":"""
                + """{"prompt_tokens":100,"completion_tokens":3,"total_tokens":103}}""",
            "[DONE]"));
        await using var stand = await Stand.StartAsync(Dialect.Compatible, primary: server.Endpoint);
        var call = await stand.AskAsync(streamed: true);

        Assert.Equal("Good morning.", call.Response.Text);
        Assert.Equal((100, 3), (call.Record.Usage!.Value.Input, call.Record.Usage.Value.Output));
    }

    [Fact]
    public async Task Counts_in_separate_chunks_complete_one_another()
    {
        await using var server = new RawServer(RawServer.Stream(
            Chunk(
                """{"role":"assistant","content":"Good"}""",
                "null",
                """{"prompt_tokens":100,"completion_tokens":0,"total_tokens":100}"""),
            Chunk("""{"content":" morning."}""", "\"stop\"", """{"prompt_tokens":0,"completion_tokens":3,"total_tokens":3}"""),
            "[DONE]"));
        await using var stand = await Stand.StartAsync(Dialect.Compatible, primary: server.Endpoint);
        var call = await stand.AskAsync(streamed: true);

        Assert.Equal((100, 3), (call.Record.Usage!.Value.Input, call.Record.Usage.Value.Output));
    }

    private static string Chunk(string delta, string finish, string usage) =>
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":"""
        + $$$"""[{"index":0,"delta":{{{delta}}},"finish_reason":{{{finish}}}}],"usage":{{{usage}}}}""";
}
