#pragma warning disable OPENAI001, SKEXP0001, SKEXP0010 // Responses, and Semantic Kernel with an address of one's own, are experimental.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Responses;

namespace RouteGen.Gateway.Tests.Foreign;

/// <summary>
/// The official clients of .NET. None of them knows <c>x-should-retry</c>, so that those of OpenAI's are told not to repeat; Anthropic's is
/// left as it is.
/// </summary>
internal static class DotNetClients
{
    private static readonly HttpClient Http = new();

    public static IReadOnlyList<string> Names { get; } =
        ["net-openai-chat", "net-openai-responses", "net-anthropic", "net-meai-chat", "net-meai-responses", "net-meai-anthropic",
            "net-kernel"];

    public static async Task<ForeignResult> RunAsync(ForeignCase asked)
    {
        try
        {
            return asked.Client switch
            {
                "net-openai-chat" => await OpenAIChat.RunAsync(asked),
                "net-openai-responses" => await OpenAIResponses.RunAsync(asked),
                "net-anthropic" => await AnthropicMessages.RunAsync(asked),
                "net-kernel" => await SemanticKernelChat.RunAsync(asked),
                "net-meai-chat" => await ExtensionsAI.RunAsync(asked, ChatClientOf(asked).AsIChatClient()),
                "net-meai-responses" => await ExtensionsAI.RunAsync(asked, ResponsesClientOf(asked).AsIChatClient(asked.Model)),
                "net-meai-anthropic" => await ExtensionsAI.RunAsync(asked, AnthropicOf(asked).AsIChatClient(asked.Model, 200)),
                _ => throw new ArgumentException($"There is no client {asked.Client}.", nameof(asked)),
            };
        }
        catch (Exception e) when (e is not ArgumentException and not NotSupportedException)
        {
            return ForeignResult.From(e, IsOwn, StatusOf(e));
        }
    }

    // What these clients document: their own classes, and of a connection that breaks in a stream, those of .NET.
    private static bool IsOwn(Exception e) => e is ClientResultException or HttpOperationException or IOException or HttpRequestException
        || e.GetType().Namespace == "Anthropic.Exceptions";

    private static int? StatusOf(Exception e) => e switch
    {
        ClientResultException { Status: not 0 } result => result.Status,
        HttpOperationException { StatusCode: { } status } => (int)status,
        global::Anthropic.Exceptions.AnthropicApiException api => (int)api.StatusCode,
        _ => null,
    };

    public static ChatClient ChatClientOf(ForeignCase asked) => new(asked.Model, new ApiKeyCredential(asked.Key), Options(asked));

    public static EmbeddingClient EmbeddingClientOf(ForeignCase asked) => new(asked.Model, new ApiKeyCredential(asked.Key), Options(asked));

    public static ResponsesClient ResponsesClientOf(ForeignCase asked) => new(new ApiKeyCredential(asked.Key), new ResponsesClientOptions
    {
        Endpoint = new Uri($"{asked.Base}/v1"),
        RetryPolicy = new ClientRetryPolicy(0),
    });

    public static AnthropicClient AnthropicOf(ForeignCase asked) => new() { ApiKey = asked.Key, BaseUrl = asked.Base, HttpClient = Http };

    public static OpenAIChatCompletionService KernelOf(ForeignCase asked) =>
        new(asked.Model, new Uri($"{asked.Base}/v1"), asked.Key, httpClient: Http);

    private static OpenAIClientOptions Options(ForeignCase asked) => new()
    {
        Endpoint = new Uri($"{asked.Base}/v1"),
        RetryPolicy = new ClientRetryPolicy(0),
    };
}

/// <summary>NuGet OpenAI: <c>ChatClient</c> and <c>EmbeddingClient</c>.</summary>
file static class OpenAIChat
{
    public static async Task<ForeignResult> RunAsync(ForeignCase asked)
    {
        var client = DotNetClients.ChatClientOf(asked);
        global::OpenAI.Chat.ChatMessage[] messages = [new UserChatMessage(asked.Prompt)];
        switch (asked.Form)
        {
            case "plain":
                var reply = (await client.CompleteChatAsync(messages)).Value;
                return new() { Text = string.Concat(reply.Content.Select(static p => p.Text)), Finish = reply.FinishReason.ToString() };
            case "stream":
                var text = new StringBuilder();
                string? finish = null;
                await foreach (var update in client.CompleteChatStreamingAsync(messages))
                {
                    text.Append(string.Concat(update.ContentUpdate.Select(static p => p.Text)));
                    finish = update.FinishReason?.ToString() ?? finish;
                }

                return new() { Text = text.ToString(), Finish = finish };
            case "structured":
                var json = (await client.CompleteChatAsync(messages, new ChatCompletionOptions
                {
                    ResponseFormat = global::OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat("trip",
                        BinaryData.FromString(ForeignTools.Trip), null, true),
                })).Value;
                return new() { Text = json.Content[0].Text };
            case "tools":
                return await ToolsAsync(client, [.. messages]);
            case "embeddings":
                var vectors = (await DotNetClients.EmbeddingClientOf(asked).GenerateEmbeddingsAsync([asked.Prompt, "two"])).Value;
                return new() { Text = ForeignTools.Described(vectors.Select(static v => v.ToFloats())) };
            default:
                throw new NotSupportedException(asked.Form);
        }
    }

    private static async Task<ForeignResult> ToolsAsync(ChatClient client, List<global::OpenAI.Chat.ChatMessage> messages)
    {
        var options = new ChatCompletionOptions();
        foreach (var (name, schema) in ForeignTools.Schemas)
        {
            options.Tools.Add(ChatTool.CreateFunctionTool(name, $"The {name} there.", BinaryData.FromString(schema)));
        }

        List<string> calls = [];
        for (var round = 0; round < 3; round++)
        {
            var reply = (await client.CompleteChatAsync(messages, options)).Value;
            if (reply.ToolCalls.Count == 0)
            {
                return new() { Text = reply.Content[0].Text, Calls = calls };
            }

            calls = [.. reply.ToolCalls.Select(static c => c.FunctionName)];
            messages.Add(new AssistantChatMessage(reply));
            messages.AddRange(
                reply.ToolCalls.Select(static c =>
                    new ToolChatMessage(c.Id, ForeignTools.Call(c.FunctionName, c.FunctionArguments.ToString()))));
        }

        return new() { Text = "The loop does not end." };
    }
}

/// <summary>NuGet OpenAI: <c>ResponsesClient</c>.</summary>
file static class OpenAIResponses
{
    public static async Task<ForeignResult> RunAsync(ForeignCase asked)
    {
        var client = DotNetClients.ResponsesClientOf(asked);
        var options = new CreateResponseOptions { Model = asked.Model };
        options.InputItems.Add(ResponseItem.CreateUserMessageItem(asked.Prompt));
        if (asked.Form == "plain")
        {
            ResponseResult reply = await client.CreateResponseAsync(options);
            return new() { Text = reply.GetOutputText(), Finish = reply.Status.ToString() };
        }

        if (asked.Form != "stream")
        {
            throw new NotSupportedException(asked.Form);
        }

        options.StreamingEnabled = true;
        var text = new StringBuilder();
        string? finish = null;
        await foreach (var update in client.CreateResponseStreamingAsync(options))
        {
            text.Append(update is StreamingResponseOutputTextDeltaUpdate delta ? delta.Delta : "");
            finish = update switch
            {
                StreamingResponseCompletedUpdate => "completed",
                StreamingResponseIncompleteUpdate => "incomplete",
                StreamingResponseFailedUpdate failed => throw new ClientResultException(failed.Response.Error?.Message ?? "failed"),
                StreamingResponseErrorUpdate error => throw new ClientResultException(error.Message ?? "error"),
                _ => finish,
            };
        }

        return new() { Text = text.ToString(), Finish = finish };
    }
}

/// <summary>NuGet Anthropic.</summary>
file static class AnthropicMessages
{
    public static async Task<ForeignResult> RunAsync(ForeignCase asked)
    {
        var client = DotNetClients.AnthropicOf(asked);
        var request = new MessageCreateParams
        {
            Model = asked.Model,
            MaxTokens = 200,
            Messages = [new UserMessageParam { Content = asked.Prompt }],
        };
        var message = asked.Form switch
        {
            "plain" => await client.Messages.Create(request),
            "stream" => await SseAggregatorExtensions.Aggregate(client.Messages.CreateStreaming(request)),
            _ => throw new NotSupportedException(asked.Form),
        };
        return new()
        {
            Text = string.Concat(message.Content.Select(static b => b.TryPickText(out var t) ? t.Text : "")),
            Finish = message.StopReason?.Raw(),
        };
    }
}

/// <summary>Microsoft.Extensions.AI over a client.</summary>
file static class ExtensionsAI
{
    public static async Task<ForeignResult> RunAsync(ForeignCase asked, IChatClient bare)
    {
        List<string> calls = [];
        using var client = bare.AsBuilder().UseFunctionInvocation().Build();
        Microsoft.Extensions.AI.ChatMessage[] messages = [new(ChatRole.User, asked.Prompt)];
        var options = asked.Form switch
        {
            "structured" => new ChatOptions
            {
                ResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat.ForJsonSchema(JsonElement.Parse(ForeignTools.Trip), "trip"),
            },
            "tools" or "toolsStreamed" =>
                new ChatOptions { Tools = [.. ForeignTools.Schemas.Select(s => new ForeignFunction(s.Name, s.Schema, calls))] },
            "plain" or "stream" => null,
            "embeddings" => null,
            _ => throw new NotSupportedException(asked.Form),
        };
        if (asked.Form == "embeddings")
        {
            using var generator = DotNetClients.EmbeddingClientOf(asked).AsIEmbeddingGenerator();
            var vectors = await generator.GenerateAsync([asked.Prompt, "two"]);
            return new() { Text = ForeignTools.Described(vectors.Select(static v => v.Vector)) };
        }

        var reply = asked.Form is "stream" or "toolsStreamed"
            ? await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync()
            : await client.GetResponseAsync(messages, options);
        var failure = reply.Messages.SelectMany(static m => m.Contents).OfType<ErrorContent>().FirstOrDefault();
        return failure is not null
            ? new() { Error = new() { Name = nameof(ErrorContent), Own = true, Message = failure.Message } }
            : new() { Text = reply.Text, Finish = reply.FinishReason?.Value, Calls = calls };
    }
}

/// <summary>Semantic Kernel's connector for OpenAI, as it is told the address of another server.</summary>
file static class SemanticKernelChat
{
    public static async Task<ForeignResult> RunAsync(ForeignCase asked)
    {
        List<string> calls = [];
        var kernel = new Kernel();
        var history = new ChatHistory();
        history.AddUserMessage(asked.Prompt);
        var settings = new OpenAIPromptExecutionSettings();
        if (asked.Form is "tools" or "toolsStreamed")
        {
            kernel.Plugins.AddFromFunctions("desk", ForeignTools.Schemas.Select(
                s => new ForeignFunction(s.Name, s.Schema, calls).AsKernelFunction()));
            settings.FunctionChoiceBehavior = FunctionChoiceBehavior.Auto();
        }
        else if (asked.Form is not ("plain" or "stream"))
        {
            throw new NotSupportedException(asked.Form);
        }

        var service = DotNetClients.KernelOf(asked);
        if (asked.Form is "plain" or "tools")
        {
            var reply = await service.GetChatMessageContentAsync(history, settings, kernel);
            return new() { Text = reply.Content, Calls = [.. calls.Select(static c => c)] };
        }

        var text = new StringBuilder();
        string? finish = null;
        await foreach (var update in service.GetStreamingChatMessageContentsAsync(history, settings, kernel))
        {
            text.Append(update.Content);
            finish = update.Metadata?.GetValueOrDefault("FinishReason")?.ToString() ?? finish;
        }

        return new() { Text = text.ToString(), Finish = finish, Calls = calls };
    }
}

/// <summary>The tools that clients offer, and what they give.</summary>
internal static class ForeignTools
{
    public const string Trip =
        """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city","days"]"""
            + ""","additionalProperties":false}""";

    public static IReadOnlyList<(string Name, string Schema)> Schemas { get; } =
    [
        ("weather", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""),
        ("time", """{"type":"object","properties":{"zone":{"type":"string"}},"required":["zone"],"additionalProperties":false}"""),
    ];

    public static string Call(string name, string arguments)
    {
        var given = JsonElement.Parse(arguments);
        return name.EndsWith("weather", StringComparison.Ordinal)
            ? $"7 degrees in {given.GetProperty("city").GetString()}"
            : $"noon in {given.GetProperty("zone").GetString()}";
    }

    /// <summary>Lengths, and whether anything but zeros is in each.</summary>
    public static string Described(IEnumerable<ReadOnlyMemory<float>> vectors) => string.Join(',', vectors.Select(
        static v => string.Create(CultureInfo.InvariantCulture, $"{v.Length}:{(v.Span.ContainsAnyExcept(0f) ? "true" : "false")}")));
}

/// <summary>A tool of <see cref="ForeignTools"/> as a function.</summary>
internal sealed class ForeignFunction(string name, string schema, List<string> calls) : AIFunction
{
    public override string Name => name;

    public override string Description => $"The {name} there.";

    public override JsonElement JsonSchema { get; } = JsonElement.Parse(schema);

    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        lock (calls)
        {
            calls.Add(name);
        }

        var (key, value) = arguments.First();
        return new(ForeignTools.Call(name, $$"""{"{{key}}":{{JsonSerializer.Serialize(value?.ToString())}}}"""));
    }
}
