using RouteGen.Model.Checks;
using RouteGen.Model.Json;
using RouteGen.Model.Naming;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads a route's <c>chain</c>.</summary>
internal static class ChainReader
{
    public static EquatableArray<ChainEntry> Read(ObjectReader route, References targets)
    {
        if (route["chain"] is JsonArray { Items.Count: 0 } empty)
        {
            route.Refuse("chain", empty);
        }

        var chain = new List<ChainEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in route.Items("chain"))
        {
            var (reference, options) = ReadItem(item, route);
            if (reference is null)
            {
                continue;
            }

            if (!seen.Add(reference.Value))
            {
                var name = PlainText.Of(reference.Value);
                route.Problems.Add(FileRules.InvalidValue, reference, "chain", "a list in which each target stands once",
                    $"remove this '{name}', or declare a second target for the same model");
            }
            else if (targets.Resolve(reference, route.Problems) is { } target)
            {
                chain.Add(ReadOptions(target, options));
            }
        }

        return chain.ToEquatableArray();
    }

    private static (JsonString? Reference, ObjectReader? Options) ReadItem(JsonNode item, ObjectReader route)
    {
        switch (item)
        {
            case JsonString reference:
                return (reference, null);
            case JsonObject:
                var entry = ObjectReader.Open(item, Shapes.ChainEntry, "chain", new Whereabouts("a chain entry of ", Of: route), null, route.Problems)!;
                return (entry.String("target", _ => true), entry.Object("options", Shapes.ChainOptions, "the options of "));
            case JsonMissing:
                return default;
            default:
                route.Refuse("chain", item);
                return default;
        }
    }

    private static ChainEntry ReadOptions(string target, ObjectReader? options) => new()
    {
        Target = target,
        Temperature = options?.Number("temperature", value => value is >= 0 and <= 2),
        TopP = options?.Number("topP", value => value is >= 0 and <= 1),
        ReasoningEffort = options?.Word("reasoningEffort", Words.Efforts) is { } effort ? Words.Efforts[effort].Word : null,
        MaxOutputTokens = options?.Count("maxOutputTokens"),
    };
}
