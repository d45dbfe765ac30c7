using System.Text.Json.Nodes;
using Anthropic;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Messages;
using Conversation = RouteGen.Dialects.Tests.Oracles.Generation.Conversation;

namespace RouteGen.Dialects.Tests.Oracles.Requests;

/// <summary>Messages by the Anthropic package.</summary>
internal static class MessagesRequests
{
    public static RequestOracle Create() => new()
    {
        Sdk = Sdk,
        Ours = Ours,
        JsonText = ["$.messages[*].content[*].content"],
        Known =
        [
            new("$.model", "the model is the target's, whatever the options name", Difference.BothAreThere),
            new("$.temperature", "the SDK drops it", Difference.OnlyOurs),
            new("$.top_p", "the SDK drops it", Difference.OnlyOurs),
            new("$.top_k", "the SDK drops it", Difference.OnlyOurs),
            new("$.messages[*].content[*].content", "a tool that failed is not one that returned null",
                Difference.Is("null", ChatCompletionsRequests.Failed)),
            new("$.tools[*].strict", "what the tool says of its schema; the SDK passes over it", Difference.OnlyOurs),
            new("$.tool_choice", "without tools the API refuses a choice of them", Difference.OnlyTheirs),
            new("$.tool_choice", "whether calls may be parallel; the SDK sends it only beside a choice of tools", Difference.OnlyOurs),
            new("$.messages[*].content[*].title", "the name of a file", Difference.OnlyOurs),
            new("$.max_tokens", "the SDK exceeds what it was told that the model can write", Difference.BothAreThere),
        ],
        Changes =
        [
            new("developer is system, and not the user") { Asked = DeveloperIsSystem },
            new("turns of one role are one: not every server that speaks the dialect joins them itself")
            {
                Sent = (theirs, _) => JoinTurns(theirs),
            },
            new("the API refuses text that is nothing but white space") { Sent = (theirs, _) => RemoveBlanks(theirs) },
            new("servers of tools are sent; the SDK passes over them")
            {
                Sent = (_, ours) => RemoveServers(ours),
            },
        ],
    };

    private static bool DeveloperIsSystem(Generation.Conversation asked)
    {
        var any = false;
        foreach (var message in asked.Messages.Where(message => message.Role == new ChatRole("developer")))
        {
            message.Role = ChatRole.System;
            any = true;
        }

        return any;
    }

    private static bool RemoveBlanks(JsonObject request)
    {
        var any = KnownChange.Remove(request["system"] as JsonArray, IsBlank);
        if (request["system"] is JsonArray { Count: 0 })
        {
            request.Remove("system");
        }

        foreach (var message in request["messages"]!.AsArray().OfType<JsonObject>().ToList())
        {
            any |= KnownChange.Remove(message["content"] as JsonArray, IsBlank);
            if (message["content"] is JsonArray { Count: 0 })
            {
                request["messages"]!.AsArray().Remove(message);
            }
        }

        return any;
    }

    private static bool IsBlank(JsonObject block) => (string?)block["type"] == "text" && string.IsNullOrWhiteSpace((string?)block["text"]);

    private static bool RemoveServers(JsonObject request)
    {
        if (!request.Remove("mcp_servers"))
        {
            return false;
        }

        KnownChange.Remove(request["tools"]!.AsArray(), tool => (string?)tool["type"] == "mcp_toolset");
        return request["tools"]!.AsArray().Count > 0 || request.Remove("tools");
    }

    private static bool JoinTurns(JsonObject request)
    {
        var (messages, any) = (request["messages"]!.AsArray(), false);
        for (var i = messages.Count - 1; i > 0; i--)
        {
            if ((string?)messages[i]!["role"] == (string?)messages[i - 1]!["role"])
            {
                foreach (var block in messages[i]!["content"]!.AsArray())
                {
                    messages[i - 1]!["content"]!.AsArray().Add(block!.DeepClone());
                }

                messages.RemoveAt(i);
                any = true;
            }
        }

        return any;
    }

    public static IChatClient Sdk(HttpMessageHandler handler) => new AnthropicClient
    {
        ApiKey = "k",
        BaseUrl = "http://h",
        MaxRetries = 0,
        HttpClient = new(handler),
    }.AsIChatClient("the-model", 1024);

    public static IChatClient Ours(HttpMessageHandler handler) => new MessagesClient(
        new() { HttpClient = new(handler), Endpoint = new("http://h/"), Model = "the-model" }, 1024);
}
