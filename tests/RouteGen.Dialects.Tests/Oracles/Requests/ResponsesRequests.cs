#pragma warning disable OPENAI001 // Responses are experimental in the SDK.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI.Responses;
using OurClient = RouteGen.Dialects.Responses.ResponsesChatClient;

namespace RouteGen.Dialects.Tests.Oracles.Requests;

/// <summary>Responses by the OpenAI package and Microsoft.Extensions.AI.OpenAI.</summary>
internal static class ResponsesRequests
{
    public static RequestOracle Create() => new()
    {
        Sdk = Sdk,
        Ours = Ours,
        JsonText = ["$.input[*].arguments", "$.input[*].output"],
        Known =
        [
            new("$.model", "the model is the target's, whatever the options name", Difference.BothAreThere),
            new("$.input[*].arguments", "a call without arguments has none, and not null", Difference.Is("null", "{}")),
            new("$.input[*].output", "a tool that failed is not one that returned nothing",
                Difference.Is("", ChatCompletionsRequests.Failed)),
            new("$.store", "nothing is left with the provider", Difference.OnlyOurs),
            new("$.input[*].content[*].detail", "OpenAI's document requires it", Difference.OnlyOurs),
            new("$.input[*].output[*].detail", "OpenAI's document requires it", Difference.OnlyOurs),
            new("$.input[*].content[*].filename", "a file without a name: the SDK makes one up anew in every request, which no cache of "
                + "prompts survives", difference => difference.Ours?.GetString() == "file.pdf"),
        ],
        Changes =
        [
            new("reasoning that is known by its id alone: nothing is kept under that id")
            {
                Asked = asked => KnownChange.Replace(asked, (_, content) =>
                    content is TextReasoningContent { ProtectedData: null } ? null : content),
            },
            new("a refusal in the history is what the model said; the SDK leaves it out")
            {
                Asked = asked => KnownChange.Replace(asked, (message, content) =>
                    content is ErrorContent refusal && message.Role == ChatRole.Assistant ? new TextContent(refusal.Message) : content),
            },
            new("a file of text is sent as one; the SDK knows of PDF alone")
            {
                Asked = asked => KnownChange.Replace(asked, (_, content) => content is DataContent { MediaType: "text/plain" } text
                    ? new DataContent(text.Data, "application/pdf") { Name = "file.txt" } : content),
                Sent = (theirs, _) => TypeOfText(theirs),
            },
            new("what the model said before is text: an output_text is of an item with an id")
            {
                Sent = (theirs, _) => TextOfAssistant(theirs),
            },
        ],
    };

    private static bool TypeOfText(JsonObject request)
    {
        foreach (var part in request["input"]!.AsArray().SelectMany(item => item!["content"] as JsonArray ?? []))
        {
            if ((string?)part!["filename"] == "file.txt")
            {
                part["file_data"] = ((string?)part["file_data"])!.Replace("application/pdf", "text/plain", StringComparison.Ordinal);
            }
        }

        return false;
    }

    private static bool TextOfAssistant(JsonObject request)
    {
        var any = false;
        foreach (var item in (request["input"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if ((string?)item["role"] == "assistant" && item["content"] is JsonArray { Count: 1 } parts)
            {
                item["content"] = parts[0]!["text"]?.DeepClone();
                any = true;
            }
        }

        return any;
    }

    public static IChatClient Sdk(HttpMessageHandler handler) => new ResponsesClient(new ApiKeyCredential("k"), new ResponsesClientOptions
    {
        Endpoint = new("http://h/v1"),
        RetryPolicy = new ClientRetryPolicy(0),
        Transport = new HttpClientPipelineTransport(new HttpClient(handler)),
    }).AsIChatClient("the-model");

    public static IChatClient Ours(HttpMessageHandler handler) => new OurClient(
        new() { HttpClient = new(handler), Endpoint = new("http://h/v1/"), Model = "the-model" });
}
