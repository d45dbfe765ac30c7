using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace RouteGen.Dialects.Tests.Oracles.Requests;

/// <summary>Chat Completions by the OpenAI package and Microsoft.Extensions.AI.OpenAI.</summary>
internal static class ChatCompletionsRequests
{
    public static RequestOracle Create() => new()
    {
        Sdk = Sdk,
        Ours = Ours,
        JsonText = ["$.messages[*].tool_calls[*].function.arguments", "$.messages[*].content"],
        Known = [],
    };

    public static IChatClient Sdk(HttpMessageHandler handler) => new ChatClient("the-model", new ApiKeyCredential("k"), new OpenAIClientOptions
    {
        Endpoint = new("http://h/v1"),
        RetryPolicy = new ClientRetryPolicy(0),
        Transport = new HttpClientPipelineTransport(new HttpClient(handler)),
    }).AsIChatClient();

    public static IChatClient Ours(HttpMessageHandler handler) => throw new NotSupportedException(handler.ToString());
}
