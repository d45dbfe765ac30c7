namespace RouteGen.Providers.Tests.Suite;

public sealed class OpenAIWireSuite() : WireSuite(Dialect.OpenAI, underResilienceHandler: false);

public sealed class OpenAIResponsesWireSuite() : WireSuite(Dialect.OpenAIResponses, underResilienceHandler: false);

public sealed class AzureWireSuite() : WireSuite(Dialect.Azure, underResilienceHandler: false);

public sealed class AzureResponsesWireSuite() : WireSuite(Dialect.AzureResponses, underResilienceHandler: false);

public sealed class GeminiWireSuite() : WireSuite(Dialect.Gemini, underResilienceHandler: false);

public sealed class OpenRouterWireSuite() : WireSuite(Dialect.OpenRouter, underResilienceHandler: false);

public sealed class CompatibleWireSuite() : WireSuite(Dialect.Compatible, underResilienceHandler: false);

public sealed class AnthropicWireSuite() : WireSuite(Dialect.Anthropic, underResilienceHandler: false);

public sealed class OllamaWireSuite() : WireSuite(Dialect.Ollama, underResilienceHandler: false);

public sealed class OpenAIUnderResilienceHandlerSuite() : WireSuite(Dialect.OpenAI, underResilienceHandler: true);

public sealed class OpenAIResponsesUnderResilienceHandlerSuite() : WireSuite(Dialect.OpenAIResponses, underResilienceHandler: true);

public sealed class OpenRouterUnderResilienceHandlerSuite() : WireSuite(Dialect.OpenRouter, underResilienceHandler: true);

public sealed class AnthropicUnderResilienceHandlerSuite() : WireSuite(Dialect.Anthropic, underResilienceHandler: true);

public sealed class OllamaUnderResilienceHandlerSuite() : WireSuite(Dialect.Ollama, underResilienceHandler: true);

public sealed class GroqWireSuite() : WireSuite(Dialect.Groq, underResilienceHandler: false);

public sealed class MistralWireSuite() : WireSuite(Dialect.Mistral, underResilienceHandler: false);

public sealed class DeepSeekWireSuite() : WireSuite(Dialect.DeepSeek, underResilienceHandler: false);

public sealed class XAIWireSuite() : WireSuite(Dialect.XAI, underResilienceHandler: false);

public sealed class MoonshotWireSuite() : WireSuite(Dialect.Moonshot, underResilienceHandler: false);

public sealed class PerplexityWireSuite() : WireSuite(Dialect.Perplexity, underResilienceHandler: false);

public sealed class TogetherWireSuite() : WireSuite(Dialect.Together, underResilienceHandler: false);

public sealed class FireworksWireSuite() : WireSuite(Dialect.Fireworks, underResilienceHandler: false);

public sealed class HuggingFaceWireSuite() : WireSuite(Dialect.HuggingFace, underResilienceHandler: false);

public sealed class LMStudioWireSuite() : WireSuite(Dialect.LMStudio, underResilienceHandler: false);

public sealed class VllmWireSuite() : WireSuite(Dialect.Vllm, underResilienceHandler: false);

public sealed class LlamaCppWireSuite() : WireSuite(Dialect.LlamaCpp, underResilienceHandler: false);

public sealed class SGLangWireSuite() : WireSuite(Dialect.SGLang, underResilienceHandler: false);
