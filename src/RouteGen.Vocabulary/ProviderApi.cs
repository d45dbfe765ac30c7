namespace RouteGen;

/// <summary>Which of its own protocols a provider is spoken to in.</summary>
public enum ProviderApi
{
    /// <summary>The kind's usual one; for OpenAI and Azure that is chat completions.</summary>
    Default,

    /// <summary>OpenAI's Responses API, without state at the provider.</summary>
    Responses,
}
