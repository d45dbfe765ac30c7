using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads an entry of <c>models</c>.</summary>
internal static class ModelReader
{
    /// <param name="name">The entry's key.</param>
    /// <param name="identifier">The identifier made of it.</param>
    /// <param name="entry">The entry; null where it is not an object.</param>
    public static ModelEntry Read(string name, string identifier, ObjectReader? entry)
    {
        if (entry is null)
        {
            return new ModelEntry { Name = name, Identifier = identifier };
        }

        _ = entry.Text("about");
        return new ModelEntry
        {
            Name = name,
            Identifier = identifier,
            ContextWindow = entry.Count("contextWindow"),
            MaxInput = entry.Count("maxInput"),
            MaxOutput = entry.Count("maxOutput"),
            Dimensions = entry.Count("dimensions", most: EmbeddingChains.MaxDimensions),
            Features = entry.ListOfWords("features", Words.Features)?.Aggregate(ModelFeatures.None, (all, one) => all | one),
            Unsupported = entry.ListOfWords("unsupported", Words.Options)?.Aggregate(RequestOptions.None, (all, one) => all | one) ?? RequestOptions.None,
            Retires = entry.Day("retires"),
            Price = PriceReader.Read(entry),
        };
    }
}
