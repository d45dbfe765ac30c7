using RouteGen.Model.Values;

namespace RouteGen.Model.Tables;

/// <summary>What OpenRouter is asked to choose a provider by, and who asks. Null members are not sent.</summary>
public sealed record OpenRouterEntry
{
    /// <summary>Providers to try, in order.</summary>
    public EquatableArray<string>? Order { get; init; }

    /// <summary>The only providers allowed.</summary>
    public EquatableArray<string>? Only { get; init; }

    /// <summary>Providers never to ask.</summary>
    public EquatableArray<string>? Ignore { get; init; }

    /// <summary>Whether other providers may serve when those of <see cref="Order"/> cannot.</summary>
    public bool? AllowFallbacks { get; init; }

    /// <summary>Whether only providers may serve that take every parameter of the request.</summary>
    public bool? RequireParameters { get; init; }

    /// <summary>Whether providers may serve that may train on what they are sent.</summary>
    public bool? AllowsDataCollection { get; init; }

    /// <summary>Whether only endpoints may serve that keep nothing.</summary>
    public bool? ZeroDataRetention { get; init; }

    /// <summary>USD per million input tokens at most.</summary>
    public decimal? MaxPromptPrice { get; init; }

    /// <summary>USD per million output tokens at most.</summary>
    public decimal? MaxCompletionPrice { get; init; }

    /// <summary>The application's address, for attribution.</summary>
    public string? Referer { get; init; }

    /// <summary>The application's name, for attribution.</summary>
    public string? Title { get; init; }

    /// <summary>These preferences, and those of <paramref name="provider"/> where these are silent.</summary>
    public OpenRouterEntry Over(OpenRouterEntry? provider) => provider is null ? this : new OpenRouterEntry
    {
        Order = Order ?? provider.Order,
        Only = Only ?? provider.Only,
        Ignore = Ignore ?? provider.Ignore,
        AllowFallbacks = AllowFallbacks ?? provider.AllowFallbacks,
        RequireParameters = RequireParameters ?? provider.RequireParameters,
        AllowsDataCollection = AllowsDataCollection ?? provider.AllowsDataCollection,
        ZeroDataRetention = ZeroDataRetention ?? provider.ZeroDataRetention,
        MaxPromptPrice = MaxPromptPrice ?? provider.MaxPromptPrice,
        MaxCompletionPrice = MaxCompletionPrice ?? provider.MaxCompletionPrice,
        Referer = Referer ?? provider.Referer,
        Title = Title ?? provider.Title,
    };
}
