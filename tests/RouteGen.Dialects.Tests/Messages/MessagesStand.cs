using System.Text;
using System.Text.Json.Nodes;
using Anthropic;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Messages;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Dialects.Tests.Messages;

/// <summary>Asks our client and the official SDK the same over loopback: what they send, and what they read of the same reply.</summary>
internal static class MessagesStand
{
    public const string Plain =
        """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Good morning."}]"""
        + ""","stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":5}}""";

    public static IChatClient Ours(RawServer server, HttpClient http, string model = "some-model", int? maxOutput = 1024) =>
        new MessagesClient(new() { HttpClient = http, Endpoint = new(server.Endpoint), Model = model, Provider = "anthropic" }, maxOutput);

    public static IChatClient Sdk(RawServer server, HttpClient http, string model = "some-model") =>
        new AnthropicClient
        {
            ApiKey = "k",
            BaseUrl = server.Endpoint[..^"/v1".Length],
            MaxRetries = 0,
            HttpClient = http,
        }.AsIChatClient(model, 1024);

    public static RawServer Serve(string body, string type = "application/json") => new(
        $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"Connection: close\r\n\r\n{body}");

    public static RawServer ServeEvents(params string[] events) => Serve(Events(events), "text/event-stream");

    public static string Events(params string[] events) => string.Concat(
        events.Select(e => $"event: {JsonNode.Parse(e)!["type"]}\ndata: {e.ReplaceLineEndings("")}\n\n"));

    /// <summary>What a client sends.</summary>
    public static async Task<JsonObject> SentAsync(
        Func<RawServer, HttpClient, IChatClient> connect, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        await using var server = Serve(Plain);
        using var http = new HttpClient();
        using var client = connect(server, http);
        await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
        return BodyOf(server);
    }

    public static JsonObject BodyOf(RawServer server)
    {
        var bytes = Encoding.Latin1.GetBytes(server.LastRequest!.Split("\r\n\r\n", 2)[1]);
        return JsonNode.Parse(Encoding.UTF8.GetString(bytes))!.AsObject();
    }

    public static async Task<ChatResponse> ReadAsync(string reply)
    {
        await using var server = Serve(reply);
        using var http = new HttpClient();
        using var client = Ours(server, http);
        return await client.GetResponseAsync("Hello", cancellationToken: TestContext.Current.CancellationToken);
    }

    public static async Task<List<ChatResponseUpdate>> ReadStreamAsync(
        string events, Func<RawServer, HttpClient, IChatClient>? connect = null)
    {
        await using var server = Serve(events, "text/event-stream");
        using var http = new HttpClient();
        using var client = connect?.Invoke(server, http) ?? Ours(server, http);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync("Hello", cancellationToken: TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }
}
