using RouteGen.Model.Fields;
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
    /// <param name="known">The providers as they were read, by name.</param>
    public static TargetEntry Read(
        string name, string identifier, ObjectReader? entry, References providers, References models,
        Dictionary<string, ProviderEntry> known)
    {
        var model = entry is null ? null : models.Resolve(entry, "model");
        var at = entry is null ? null : providers.Resolve(entry, "provider");
        var provider = at is not null && known.TryGetValue(at, out var found) ? found : null;
        if (entry is not null && provider is not null)
        {
            ProviderReader.CheckApi(entry, provider.Kind, "its provider's 'kind'");
        }

        var target =
            new TargetEntry { Name = name, Identifier = identifier, Provider = at ?? "", Model = model ?? "", Deployment = model ?? "" };
        if (entry is null)
        {
            return target;
        }

        var preferences = OpenRouterReader.Read(entry, provider?.Kind, "the preferences of ");
        return TargetFields.All.Read(target, entry) with { OpenRouter = preferences?.Over(provider?.OpenRouter) ?? provider?.OpenRouter };
    }
}
