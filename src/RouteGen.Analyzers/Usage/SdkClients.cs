using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>The clients of model providers' SDKs, by name: none of the SDKs need be referenced.</summary>
internal static class SdkClients
{
    private static readonly (string Namespace, string Name)[] ChatClients =
    [
        ("OpenAI.Chat", "ChatClient"),
        ("OpenAI.Responses", "ResponsesClient"), ("OpenAI.Responses", "OpenAIResponseClient"), ("OpenAI.Assistants", "AssistantClient"),
        ("Anthropic", "AnthropicClient"),
        ("Anthropic.SDK", "AnthropicClient"), ("OllamaSharp", "OllamaApiClient"), ("Azure.AI.Inference", "ChatCompletionsClient"),
        ("Azure.AI.OpenAI", "OpenAIClient"), ("Google.GenAI", "Client"), ("Mistral.SDK", "MistralClient"),
        ("Mscc.GenerativeAI", "GoogleAI"), ("Mscc.GenerativeAI", "VertexAI"), ("Mscc.GenerativeAI", "GenerativeModel"),
        ("GenerativeAI", "GoogleAi"), ("GenerativeAI", "GenerativeModel"), ("GroqSharp", "GroqClient"),
        ("Microsoft.Extensions.AI", "OllamaChatClient"), ("Amazon.BedrockRuntime", "AmazonBedrockRuntimeClient"),
    ];

    /// <summary>Whether the type is a client that chats.</summary>
    public static bool IsChat(ITypeSymbol? type)
    {
        foreach (var (space, name) in ChatClients)
        {
            if (RouteSymbols.IsOrDerivesFrom(type, space, name))
            {
                return true;
            }
        }

        // The clients of clouds: Bedrock, Foundry, Vertex and their successors, each in a namespace of its own.
        return type?.Name.StartsWith("Anthropic", StringComparison.Ordinal) is true
            && type.AllInterfaces.Any(static implemented =>
                implemented is { Name: "IAnthropicClient", ContainingNamespace.Name: "Anthropic" });
    }

    /// <summary>Whether the type is a client that gives vectors and does nothing else.</summary>
    public static bool IsEmbedding(ITypeSymbol? type) =>
        RouteSymbols.IsOrDerivesFrom(type, "OpenAI.Embeddings", "EmbeddingClient")
            || RouteSymbols.IsOrDerivesFrom(type, "Azure.AI.Inference", "EmbeddingsClient");

    /// <summary>
    /// Whether the type is OpenAI's client of clients (Azure's derives from it), which serves embeddings and files as well.
    /// </summary>
    public static bool IsFactory(ITypeSymbol? type) =>
        RouteSymbols.IsOrDerivesFrom(type, "OpenAI", "OpenAIClient")
            || RouteSymbols.IsOrDerivesFrom(type, "Azure.AI.OpenAI", "AzureOpenAIClient");

    /// <summary>Whether a call takes a chat client from OpenAI's client of clients.</summary>
    public static bool IsChatGetter(IInvocationOperation invocation) =>
        invocation is
        {
            TargetMethod.Name: "GetChatClient" or "GetResponsesClient" or "GetOpenAIResponseClient" or "GetAssistantClient",
            Instance: { } instance
        } && IsFactory(instance.Type);

    /// <summary>Whether a call makes an <c>IChatClient</c> of an SDK's client.</summary>
    public static bool IsChatAdapter(IInvocationOperation invocation, RouteSymbols symbols) =>
        invocation.TargetMethod.Name == "AsIChatClient" && symbols.IsChatClient(invocation.Type);

    /// <summary>Whether a call takes a client for embeddings from OpenAI's client of clients.</summary>
    public static bool IsEmbeddingGetter(IInvocationOperation invocation) =>
        invocation is { TargetMethod.Name: "GetEmbeddingClient", Instance: { } instance } && IsFactory(instance.Type);

    /// <summary>Whether a call makes an <c>IEmbeddingGenerator</c> of an SDK's client.</summary>
    public static bool IsEmbeddingAdapter(IInvocationOperation invocation, RouteSymbols symbols) =>
        invocation.TargetMethod.Name == "AsIEmbeddingGenerator" && symbols.IsEmbeddingGenerator(invocation.Type);
}
