using RouteGen.Model.Json;

namespace RouteGen.CodeFixes.Tables;

/// <summary>The prices of RouteGen.Catalog as its file writes them. They reach a table only by a fix that a person applies.</summary>
internal static class CatalogPrices
{
    private static readonly Lazy<JsonObject?> Root = new(Read);

    /// <summary>The day of which the prices are, as yyyy-MM-dd.</summary>
    public static string? Day => (Root.Value?.Find("reviewed")?.Value as JsonString)?.Value;

    /// <summary>The text of a model's <c>usdPerMTok</c>; null where the catalog does not have the model, by its name or by what follows a gateway's prefix.</summary>
    public static string? Of(string model)
    {
        var entry = Find(model) ?? Find(model.Substring(model.LastIndexOf('/') + 1));
        return entry?.Find("usdPerMTok")?.Value is { } price ? price.Source.Text.Substring(price.Start, price.Length) : null;
    }

    private static JsonObject? Find(string model) => (Root.Value?.Find("models")?.Value as JsonObject)?.Find(model)?.Value as JsonObject;

    private static JsonObject? Read()
    {
        using var stream = typeof(CatalogPrices).Assembly.GetManifestResourceStream("RouteGen.Catalog.models.json");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return JsonParser.Parse("", reader.ReadToEnd()).Root as JsonObject;
    }
}
