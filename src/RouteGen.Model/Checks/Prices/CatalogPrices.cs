using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Prices;

/// <summary>
/// The prices of RouteGen.Catalog of the day on which RouteGen was built: to compare with, and for fixes that a
/// person applies. None ever counts by itself.
/// </summary>
/// <remarks>
/// Parsed once and at first need, each price read when it is asked for: the generator, which checks no
/// prices, never pays for it. Any thread may ask.
/// </remarks>
public static class CatalogPrices
{
    private static readonly Lazy<JsonObject?> Root = new(Parse);
    private static readonly Lazy<Dictionary<string, Lazy<CatalogPrice?>>> ByName = new(Index);

    /// <summary>
    /// The price of a model by its name or by what follows a gateway's prefix, in whatever case; null where the catalog does not have it.
    /// </summary>
    public static CatalogPrice? Find(string model) =>
        ByName.Value.TryGetValue(model, out var price) || ByName.Value.TryGetValue(Bare(model), out price) ? price.Value : null;

    /// <summary>
    /// The price of the model that <paramref name="snapshot"/> names a version of. It may differ from the version's, though not by much.
    /// </summary>
    public static CatalogPrice? FindOfSnapshot(string snapshot) => Find(ModelVersion.Without(snapshot));

    private static string Bare(string model) => model.Substring(model.LastIndexOf('/') + 1);

    private static JsonObject? Parse()
    {
        using var stream = typeof(CatalogPrices).Assembly.GetManifestResourceStream("RouteGen.Catalog.models.json");
        using var reader = new StreamReader(stream ?? Stream.Null);
        return JsonParser.Parse("", reader.ReadToEnd()).Root as JsonObject;
    }

    private static Dictionary<string, Lazy<CatalogPrice?>> Index()
    {
        var index = new Dictionary<string, Lazy<CatalogPrice?>>(StringComparer.OrdinalIgnoreCase);
        var models = (Root.Value?.Find("models")?.Value as JsonObject)?.Properties ?? [];
        foreach (var model in models)
        {
            index[model.Name] = new Lazy<CatalogPrice?>(() => Read(model));
        }

        // After the whole names: one without a prefix is the maker's own.
        foreach (var model in models)
        {
            if (!index.ContainsKey(Bare(model.Name)))
            {
                index.Add(Bare(model.Name), index[model.Name]);
            }
        }

        return index;
    }

    private static CatalogPrice? Read(JsonProperty model)
    {
        var entry = ObjectReader.Open(
            model.Value, Shapes.Model, model.Name, new Whereabouts("model", model.Name), model.Key, new ProblemList());
        return entry is not null
            && PriceReader.Read(entry) is { } price && (entry.Node as JsonObject)?.Find("usdPerMTok")?.Value is { } written
            ? new CatalogPrice(model.Name, price, written.Source.Text.Substring(written.Start, written.Length))
            : null;
    }
}

/// <summary>A price of the catalog.</summary>
/// <param name="Model">The catalog's name of the model.</param>
/// <param name="Price">The price, with its day and its source.</param>
/// <param name="Text">The JSON of its <c>usdPerMTok</c> as the catalog writes it.</param>
public sealed record CatalogPrice(string Model, ModelPrice Price, string Text);
