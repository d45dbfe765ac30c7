using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RouteGen.Tool.LiteLlm;

/// <summary>
/// Writes models as a file of shared models: one line for what a model is, one for its price, so that a diff shows what changed.
/// </summary>
internal static class ModelsFileWriter
{
    private static readonly JsonSerializerOptions Strings = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] TokenKinds =
        ["input",
            "cachedInput", "cacheWrite", "cacheWrite1h", "audioInput", "imageInput", "output", "reasoning", "audioOutput", "imageOutput"];

    private static readonly string[] AllKinds = [.. TokenKinds, "usdPerImage", "usdPerRequest", "usdPerWebSearch"];

    public static string Write(IReadOnlyList<ImportedModel> models, string asOf, string about)
    {
        var text = new StringBuilder();
        text.Append("{\n  \"about\": ").Append(Quoted(about))
            .Append(",\n  \"reviewed\": ").Append(Quoted(asOf))
            .Append(",\n  \"models\": {\n");
        for (var i = 0; i < models.Count; i++)
        {
            text.Append("    ")
                .Append(Quoted(models[i].Name)).Append(": {\n")
                .AppendJoin(",\n", Properties(models[i], asOf).Select(line => "      " + line))
                .Append("\n    }").Append(i == models.Count - 1 ? "\n" : ",\n");
        }

        return text.Append("  }\n}\n").ToString();
    }

    /// <summary>The rates of a price as an object, without their day and source.</summary>
    public static string PriceOf(ImportedPrice price) => $"{{ {string.Join(", ", [.. Rates(price, null),
        .. price.Services.Select(s => $"\"{s}\": {{ {string.Join(", ", Rates(price, s))} }}")])} }}";

    private static IEnumerable<string> Properties(ImportedModel model, string asOf)
    {
        string[] windows =
        [
            .. Number("contextWindow", model.ContextWindow), .. model.MaxInput == model.ContextWindow
                ? []
                : Number("maxInput", model.MaxInput), .. Number("maxOutput", model.MaxOutput),
        ];
        if (windows.Length > 0)
        {
            yield return string.Join(", ", windows);
        }

        if (model.Features.Count > 0)
        {
            yield return $"\"features\": [{string.Join(", ", model.Features.Select(Quoted))}]";
        }

        if (model.Unsupported.Count > 0)
        {
            yield return $"\"unsupported\": [{string.Join(", ", model.Unsupported.Select(Quoted))}]";
        }

        if (model.Retires is not null)
        {
            yield return $"\"retires\": {Quoted(model.Retires)}";
        }

        if (!model.Price.IsEmpty)
        {
            yield return $"\"usdPerMTok\": {{ {string.Join(", ", Price(model, asOf))} }}";
        }
    }

    private static IEnumerable<string> Price(ImportedModel model, string asOf)
    {
        foreach (var part in Rates(model.Price, null))
        {
            yield return part;
        }

        foreach (var service in model.Price.Services)
        {
            yield return $"\"{service}\": {{ {string.Join(", ", Rates(model.Price, service))} }}";
        }

        if (model.Price.RegionalMultipliers.Count > 0)
        {
            var multipliers = model.Price.RegionalMultipliers.OrderBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => $"\"{r.Key}\": {LiteLlm.Rates.Plain(r.Value)}");
            yield return $"\"regionalMultipliers\": {{ {string.Join(", ", multipliers)} }}";
        }

        yield return $"\"asOf\": {Quoted(asOf)}";
        yield return $"\"source\": {Quoted(SourceOf(model, asOf))}";
    }

    private static string SourceOf(ImportedModel model, string asOf) =>
        $"LiteLLM model_prices_and_context_window.json of {asOf} (MIT), '{model.Key}'{(model.Source is { } page ? $", after {page}" : "")}";

    private static IEnumerable<string> Rates(ImportedPrice price, string? service)
    {
        foreach (var kind in AllKinds)
        {
            if (price[kind, service] is { } rate)
            {
                yield return $"\"{kind}\": {LiteLlm.Rates.Plain(rate)}";
            }
        }

        string[] tiers =
        [
            .. price.Thresholds(service).Select(above => $"{{ \"above\": {above}, "
                + string.Join(", ", TokenKinds.Where(kind => price[kind, service, above] is not null)
                    .Select(kind => $"\"{kind}\": {LiteLlm.Rates.Plain(price[kind, service, above]!.Value)}")) + " }"),
        ];
        if (tiers.Length > 0)
        {
            yield return $"\"tiers\": [{string.Join(", ", tiers)}]";
        }
    }

    private static string[] Number(string name, int? value) => value is null ? [] : [$"\"{name}\": {value}"];

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Strings);
}
