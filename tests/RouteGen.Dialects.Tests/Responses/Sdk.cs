#pragma warning disable OPENAI001 // Responses are experimental in the SDK.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Responses;
using RouteGen.Dialects.Tests.Oracles;
using RouteGen.Dialects.Tests.Oracles.Generation;
using RouteGen.Dialects.Tests.Oracles.Requests;
using OurClient = RouteGen.Dialects.Responses.ResponsesChatClient;

namespace RouteGen.Dialects.Tests.Responses;

/// <summary>The official SDK under Microsoft.Extensions.AI and our client, over the same bytes.</summary>
internal static class Sdk
{
    public static IChatClient Theirs(HttpMessageHandler handler)
    {
        var options = new ResponsesClientOptions
        {
            Endpoint = new("http://h/v1"),
            RetryPolicy = new ClientRetryPolicy(0),
            Transport = new HttpClientPipelineTransport(new HttpClient(handler)),
        };
        return new ResponsesClient(new ApiKeyCredential("k"), options).AsIChatClient("the-model");
    }

    public static IChatClient Ours(HttpMessageHandler handler, bool reasons = false) => new OurClient(
        new() { HttpClient = new(handler), Endpoint = new("http://h/v1"), Model = "the-model" }, reasons);

    /// <summary>What our client sends.</summary>
    public static async Task<JsonElement> SentAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, bool reasons = false, bool streamed = false)
    {
        var (json, refusal) = await SentJson.FromAsync(handler => Ours(handler, reasons), new(messages, options, streamed));
        return json ?? throw new InvalidOperationException("Nothing was sent.", refusal);
    }

    /// <summary>What theirs sends.</summary>
    public static async Task<JsonElement> SentByTheirsAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null)
    {
        var (json, refusal) = await SentJson.FromAsync(Theirs, new(messages, options, Streamed: false));
        return json ?? throw new InvalidOperationException("Nothing was sent.", refusal);
    }

    /// <summary>A whole reply as our client reads it.</summary>
    public static async Task<ChatResponse> ReadAsync(string reply)
    {
        using var client = Ours(new CannedReply(Encoding.UTF8.GetBytes(reply), CannedReply.Json));
        return await client.GetResponseAsync("hi");
    }

    /// <summary>A whole reply as theirs does.</summary>
    public static async Task<ChatResponse> ReadByTheirsAsync(string reply)
    {
        using var client = Theirs(new CannedReply(Encoding.UTF8.GetBytes(reply), CannedReply.Json));
        return await client.GetResponseAsync("hi");
    }

    /// <summary>The updates of a stream as our client reads it.</summary>
    public static async Task<List<ChatResponseUpdate>> UpdatesAsync(string events)
    {
        using var client = Ours(new CannedReply(Encoding.UTF8.GetBytes(events), CannedReply.Events));
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync("hi"))
        {
            updates.Add(update);
        }

        return updates;
    }

    /// <summary>A stream as our client reads it, put together.</summary>
    public static async Task<ChatResponse> StreamAsync(string events) => (await UpdatesAsync(events)).ToChatResponse();

    /// <summary>A stream as theirs does.</summary>
    public static async Task<ChatResponse> StreamByTheirsAsync(string events)
    {
        using var client = Theirs(new CannedReply(Encoding.UTF8.GetBytes(events), CannedReply.Events));
        return await client.GetStreamingResponseAsync("hi").ToChatResponseAsync();
    }

    /// <summary>Events, each with the name that its type is.</summary>
    public static string Events(params ReadOnlySpan<string> data)
    {
        var events = new StringBuilder();
        foreach (var json in data)
        {
            var type = JsonElement.Parse(json).GetProperty("type").GetString();
            events.Append("event: ").Append(type).Append("\ndata: ").Append(json).Append("\n\n");
        }

        return events.ToString();
    }

    /// <summary>The event that ends a response.</summary>
    public static string End(string status, string output = "", string more = "") =>
        $$"""{"type":"response.{{status}}","sequence_number":99,"response":{{Response(status, output, more)}}}""";

    /// <summary>A response object.</summary>
    public static string Response(string status, string output = "", string more = "") =>
        $$$"""{"id":"resp_1","object":"response","created_at":1790000000,"status":"{{{status}}}","error":null,"incomplete_details":null"""
        + $$$""","model":"gpt-x-2026","output":[{{{output}}}],"parallel_tool_calls":true,"tools":[]{{{more}}}}""";
}
