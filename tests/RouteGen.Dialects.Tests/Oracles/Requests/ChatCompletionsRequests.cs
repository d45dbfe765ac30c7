using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using RouteGen.Dialects.ChatCompletions;
using RouteGen.Dialects.Vendors;

namespace RouteGen.Dialects.Tests.Oracles.Requests;

/// <summary>Chat Completions by the OpenAI package and Microsoft.Extensions.AI.OpenAI.</summary>
internal static class ChatCompletionsRequests
{
    /// <summary>What is sent as the result of a tool that failed.</summary>
    public const string Failed = "Error: the function failed.";

    public static RequestOracle Create() => new()
    {
        Sdk = Sdk,
        Ours = Ours,
        JsonText = ["$.messages[*].tool_calls[*].function.arguments", "$.messages[*].content"],
        Known =
        [
            new("$.model", "the model is the target's, whatever the options name", Difference.BothAreThere),
            new("$.messages[*].tool_calls[*].function.arguments",
                "a call without arguments has none, and not null", Difference.Is("null", "{}")),
            new("$.messages[*].content[*].file.filename",
                "a file without a name: the SDK makes one up anew in every request, which no cache of prompts survives",
                difference => difference.Ours?.GetString() == "file.pdf"),
            new("$.messages[*].content", "the text of a tool's result is its text, and not JSON about a content", difference =>
                difference.Theirs?.GetString()?.Contains("\"$type\": \"text\"", StringComparison.Ordinal) is true),
            new("$.messages[*].content", "a tool that failed is not one that returned nothing", Difference.Is("", Failed)),
        ],
    };

    public static IChatClient Sdk(HttpMessageHandler handler) =>
        new ChatClient("the-model", new ApiKeyCredential("k"), new OpenAIClientOptions
        {
            Endpoint = new("http://h/v1"),
            RetryPolicy = new ClientRetryPolicy(0),
            Transport = new HttpClientPipelineTransport(new HttpClient(handler)),
        }).AsIChatClient();

    public static IChatClient Ours(HttpMessageHandler handler) => new ChatCompletionsClient(
        new() { HttpClient = new(handler), Endpoint = new("http://h/v1/"), Model = "the-model" }, ChatVendors.Find("openai")!);
}
