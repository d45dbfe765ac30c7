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
