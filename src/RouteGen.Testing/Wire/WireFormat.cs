using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>How one protocol looks: addresses, ids, replies, streams, errors. Knows nothing of HTTP.</summary>
internal abstract class WireFormat
{
    /// <summary>The path of the base address that a client is given.</summary>
    public abstract string BasePath { get; }

    /// <summary>How the path of a completion request ends.</summary>
    public abstract string CompletionPath { get; }

    /// <summary>The header that carries the provider's request id.</summary>
    public abstract string RequestIdHeader { get; }

    /// <summary>The content type of a stream.</summary>
    public virtual string StreamContentType => "text/event-stream; charset=utf-8";

    /// <summary>Whether a prompt that the filter refuses gets a reply of status 200 without content.</summary>
    public virtual bool FiltersPromptInReply => false;

    /// <summary>Whether a wait is asked for in a header, and not in the error.</summary>
    public virtual bool AsksForWaitInHeaders => true;

    /// <summary>The protocols that a provider speaks, told apart by their paths; the first is its usual one.</summary>
    public static IReadOnlyList<WireFormat> AllOf(ProviderWire wire) => wire switch
    {
        ProviderWire.OpenAI => [
            new OpenAIWireFormat(),
            new ResponsesWireFormat(new OpenAIWireFormat(), "/responses"),
            new EmbeddingsWireFormat(new OpenAIWireFormat())
        ],
        ProviderWire.AzureOpenAI => [
            new AzureWireFormat(),
            new ResponsesWireFormat(new AzureWireFormat(), AzureWireFormat.ApiPath + "/responses"),
            new EmbeddingsWireFormat(new AzureWireFormat(), AzureWireFormat.ApiPath + "/embeddings")
        ],
        ProviderWire.Gemini => [new GeminiWireFormat(), new EmbeddingsWireFormat(new GeminiWireFormat())],
        ProviderWire.OpenRouter => [new OpenRouterWireFormat(), new EmbeddingsWireFormat(new OpenRouterWireFormat())],
        ProviderWire.Groq => [new GroqWireFormat()],
        ProviderWire.Mistral => [new MistralWireFormat(), new EmbeddingsWireFormat(new MistralWireFormat())],
        ProviderWire.DeepSeek => [new DeepSeekWireFormat()],
        ProviderWire.XAI => [new XAIWireFormat()],
        ProviderWire.Moonshot => [new MoonshotWireFormat()],
        ProviderWire.Perplexity => [new PerplexityWireFormat(), new ResponsesWireFormat(new PerplexityWireFormat(), "/responses")],
        ProviderWire.Together => [new TogetherWireFormat(), new EmbeddingsWireFormat(new TogetherWireFormat())],
        ProviderWire.Fireworks => [new FireworksWireFormat(), new EmbeddingsWireFormat(new FireworksWireFormat())],
        ProviderWire.HuggingFace => [new HuggingFaceWireFormat()],
        ProviderWire.LMStudio => [new LMStudioWireFormat(), new EmbeddingsWireFormat(new LMStudioWireFormat())],
        ProviderWire.Vllm => [new VllmWireFormat(), new EmbeddingsWireFormat(new VllmWireFormat())],
        ProviderWire.LlamaCpp => [new LlamaCppWireFormat(), new EmbeddingsWireFormat(new LlamaCppWireFormat())],
        ProviderWire.SGLang => [new SGLangWireFormat(), new EmbeddingsWireFormat(new SGLangWireFormat())],
        ProviderWire.Anthropic => [new AnthropicWireFormat()],
        ProviderWire.Ollama => [new OllamaWireFormat(), new OllamaEmbedWireFormat()],
        _ => throw new ArgumentOutOfRangeException(nameof(wire), wire, "Not a wire protocol."),
    };

    public abstract string ReplyId(int number);

    public abstract string RequestId(int number);

    /// <summary>The error by which a request is refused before any model sees it; null where it is in order.</summary>
    public virtual WireError? Refusal(SimulatedRequest request) => null;

    /// <summary>The body of a plain reply.</summary>
    public abstract JsonObject Completion(Exchange exchange);

    /// <summary>A whole, successful stream.</summary>
    public abstract IEnumerable<StreamFrame> Stream(Exchange exchange);

    /// <summary>The status and error of a failure that is told by an envelope.</summary>
    public abstract WireError ErrorFor(SimulatedFailure failure, string model);

    /// <summary>The body of an error.</summary>
    public abstract JsonObject Envelope(WireError error, string requestId);

    /// <summary>The text of an error reply.</summary>
    /// <param name="error">The error.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="wait">The wait to ask for, where the protocol does it in the error.</param>
    public virtual string ErrorText(WireError error, string requestId, TimeSpan? wait) => Envelope(error, requestId).ToJsonString();

    /// <summary>The text of a failure inside a stream when no stream was asked for.</summary>
    public virtual string PlainStreamError(WireError error, Exchange exchange) => ErrorText(error, exchange.RequestId, null);

    /// <summary>An error inside a stream.</summary>
    public abstract string StreamError(WireError error, Exchange exchange);

    /// <summary>The error inside a 200 stream: the provider was overloaded midway.</summary>
    public abstract WireError MidStreamError { get; }

    /// <summary>
    /// What the protocol makes of a failure inside a stream when no stream was asked for: its
    /// status, 200 where errors come in a good reply.
    /// </summary>
    public virtual int PlainStatusOfStreamError => MidStreamError.Status;
}
