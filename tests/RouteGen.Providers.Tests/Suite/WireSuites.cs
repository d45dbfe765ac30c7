using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Suite;

public sealed class OpenAIWireSuite() : WireSuite(ProviderWire.OpenAI, underResilienceHandler: false);

public sealed class OpenRouterWireSuite() : WireSuite(ProviderWire.OpenRouter, underResilienceHandler: false);

public sealed class AnthropicWireSuite() : WireSuite(ProviderWire.Anthropic, underResilienceHandler: false);

public sealed class OpenAIUnderResilienceHandlerSuite() : WireSuite(ProviderWire.OpenAI, underResilienceHandler: true);

public sealed class OpenRouterUnderResilienceHandlerSuite() : WireSuite(ProviderWire.OpenRouter, underResilienceHandler: true);

public sealed class AnthropicUnderResilienceHandlerSuite() : WireSuite(ProviderWire.Anthropic, underResilienceHandler: true);
