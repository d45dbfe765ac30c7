using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads an entry of <c>targets</c>.</summary>
internal static class TargetReader
{
    /// <param name="name">The entry's key.</param>
    /// <param name="identifier">The identifier made of it.</param>
    /// <param name="entry">The entry; null where it is not an object.</param>
    /// <param name="providers">The providers that it can name.</param>
    /// <param name="models">The models that it can name.</param>
    /// <param name="known">The providers as they were read.</param>
    public static TargetEntry Read(
        string name, string identifier, ObjectReader? entry, References providers, References models, IReadOnlyList<ProviderEntry> known)
    {
        var model = entry is null ? null : models.Resolve(entry, "model");
        var at = entry is null ? null : providers.Resolve(entry, "provider");
        var provider = known.FirstOrDefault(p => p.Name == at);
        if (entry is not null && provider is not null)
        {
            ProviderReader.CheckApi(entry, provider.Kind, "its provider's 'kind'");
        }

        var preferences = entry is null ? null : OpenRouterReader.Read(entry, provider?.Kind, "the preferences of ");
        return new TargetEntry
        {
            Name = name,
            Identifier = identifier,
            Provider = at ?? "",
            Model = model ?? "",
            Deployment = entry?.NonBlank("deployment") ?? model ?? "",
            Api = entry?.Word("api", Words.Api),
            Dimensions = entry?.Count("dimensions", most: EmbeddingChains.MaxDimensions),
            RequestsPerMinute = entry?.Count("rpm"),
            TokensPerMinute = entry?.Count("tpm"),
            Concurrency = entry?.Count("concurrency"),
            About = entry?.Text("about"),
            IsProvisioned = entry?.Word("billing", Words.Billings) ?? false,
            ServiceTier = entry?.Word("serviceTier", Words.ServiceTiers),
            OpenRouter = preferences?.Over(provider?.OpenRouter) ?? provider?.OpenRouter,
        };
    }
}
