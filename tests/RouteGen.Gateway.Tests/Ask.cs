using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace RouteGen.Gateway.Tests;

/// <summary>The same request in each dialect.</summary>
internal static class Ask
{
    public static string PathOf(string dialect) => dialect switch
    {
        "chat" => "/v1/chat/completions",
        "responses" => "/v1/responses",
        _ => "/v1/messages",
    };

    public static string Prefix(string dialect) => dialect switch { "chat" => "chatcmpl-", "responses" => "resp_", _ => "msg_" };

    public static string EndOf(string dialect) => dialect switch
    {
        "chat" => "data: [DONE]",
        "responses" => "}",
        _ => """data: {"type":"message_stop"}""",
    };

    /// <summary>A request that no client's own way of sending has touched.</summary>
    public static HttpRequestMessage Request(string dialect, string model, bool streamed) => new(HttpMethod.Post, PathOf(dialect))
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = new StringContent(Body(dialect, model, "Hi", streamed).ToJsonString(), Encoding.UTF8, "application/json"),
    };

    public static JsonNode Body(string dialect, string model, string text, bool streamed = false)
    {
        var body = new JsonObject { ["model"] = model };
        switch (dialect)
        {
            case "responses":
                body["input"] = text;
                break;
            case "messages":
                body["max_tokens"] = 100;
                goto default;
            default:
                body["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text });
                break;
        }

        if (streamed)
        {
            body["stream"] = true;
        }

        return body;
    }

    public static string TextOf(string dialect, JsonNode reply) => dialect switch
    {
        "chat" => (string)reply["choices"]![0]!["message"]!["content"]!,
        "responses" => string.Concat(reply["output"]!.AsArray()
            .Where(static i => (string?)i!["type"] == "message").Select(static i => (string)i!["content"]![0]!["text"]!)),
        _ => string.Concat(reply["content"]!.AsArray().Select(static b => (string?)b!["text"])),
    };
}
