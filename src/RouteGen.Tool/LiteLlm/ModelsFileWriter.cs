using System.Globalization;
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

    /// <summary>What a model is: what stands on its first line.</summary>
    private static readonly string[] Sizes = ["contextWindow", "maxInput", "maxOutput", "dimensions"];

    private static readonly string[] Order = [.. Sizes, "features", "unsupported", "retires", "usdPerMTok"];

    public static string Write(IReadOnlyList<ImportedModel> models, ModelUpdates updates, string asOf, string about)
    {
        var text = new StringBuilder();
        text.Append("{\n  \"about\": ").Append(Quoted(about))
            .Append(",\n  \"reviewed\": ").Append(Quoted(asOf))
            .Append(",\n  \"models\": {\n");
        IEnumerable<(string Name, IReadOnlyDictionary<string, string> Members)> all =
        [
            .. models.Select(m => (m.Name, updates.ApplyTo(m.Name, Members(m, asOf)))),
            .. updates.NotIn(models.Select(static m => m.Name)),
        ];
        return text.AppendJoin(",\n", all.Select(static m => Model(m.Name, m.Members))).Append("\n  }\n}\n").ToString();
    }

    private static string Model(string name, IReadOnlyDictionary<string, string> members)
    {
        string Member(string member) => $"{Quoted(member)}: {members[member]}";
        var sizes = string.Join(", ", Sizes.Where(members.ContainsKey).Select(Member));
        string[] lines =
        [
            .. sizes.Length == 0 ? [] : new[] { sizes },
            .. Order.Except(Sizes).Where(members.ContainsKey).Select(Member),
            .. members.Keys.Except(Order).Order(StringComparer.Ordinal).Select(Member),
        ];
        return $"    {Quoted(name)}: {{\n{string.Join(",\n", lines.Select(static line => "      " + line))}\n    }}";
    }

    /// <summary>The rates of a price as an object, without their day and source.</summary>
    public static string PriceOf(ImportedPrice price) => $"{{ {string.Join(", ", [.. Rates(price, null),
        .. price.Services.Select(s => $"\"{s}\": {{ {string.Join(", ", Rates(price, s))} }}")])} }}";

    private static Dictionary<string, string> Members(ImportedModel model, string asOf)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("contextWindow", model.ContextWindow);
        Add("maxInput", model.MaxInput == model.ContextWindow ? null : model.MaxInput);
        Add("maxOutput", model.MaxOutput);
        Add("dimensions", model.Dimensions);
        if (model.Features.Count > 0)
        {
            members["features"] = $"[{string.Join(", ", model.Features.Select(Quoted))}]";
        }

        if (model.Unsupported.Count > 0)
        {
            members["unsupported"] = $"[{string.Join(", ", model.Unsupported.Select(Quoted))}]";
        }

        if (model.Retires is not null)
        {
            members["retires"] = Quoted(model.Retires);
        }

        if (!model.Price.IsEmpty)
        {
            members["usdPerMTok"] = $"{{ {string.Join(", ", Price(model, asOf))} }}";
        }

        return members;

        void Add(string name, int? value)
        {
            if (value is { } tokens)
            {
                members[name] = tokens.ToString(CultureInfo.InvariantCulture);
            }
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

    private static string Quoted(string text) => JsonSerializer.Serialize(text, Strings);
}
