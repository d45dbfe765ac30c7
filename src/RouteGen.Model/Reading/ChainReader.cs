using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Reading;

/// <summary>Reads a route's <c>chain</c>.</summary>
internal static class ChainReader
{
    /// <param name="route">The route.</param>
    /// <param name="targets">The targets that can be named.</param>
    /// <param name="retries">How often the route asks a target again.</param>
    /// <param name="strategy">The route's strategy, which decides whether entries have weights.</param>
    public static EquatableArray<ChainEntry> Read(ObjectReader route, References targets, int retries, RouteStrategy strategy)
    {
        if (route["chain"] is JsonArray { Items.Count: 0 } empty)
        {
            route.Refuse("chain", empty);
        }

        var chain = new List<ChainEntry>();
        var hasWeights = false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in route.Items("chain"))
        {
            var (reference, entry) = ReadItem(item, route);
            if (reference is null)
            {
                continue;
            }

            if (!seen.Add(reference.Value))
            {
                var name = PlainText.Escape(reference.Value);
                route.Problems.Add(FileRules.InvalidValue, reference, "chain", "a list in which each target appears once",
                    $"remove this '{name}', or declare a second target for the same model");
            }
            else if (targets.Resolve(reference, route.Problems) is { } target)
            {
                chain.Add(ReadEntry(target, entry) with
                {
                    Weight = entry is null ? null : ReadWeight(entry, strategy, ref hasWeights),
                    On = entry is null ? default : OnReader.Read(entry, targets, retries, target),
                });
            }
        }

        if (strategy == RouteStrategy.Weighted && chain.Count > 0 && !hasWeights)
        {
            route.Problems.Add(FileRules.InvalidValue,
                route["strategy"] ?? route.Node, "strategy", "\"ordered\" or \"cheapest\" where no entry of the chain has a weight above 0",
                "give entries weights, for example { \"target\": \"mini\", \"weight\": 90 }");
        }

        return chain.ToEquatableArray();
    }

    private static (JsonString? Reference, ObjectReader? Entry) ReadItem(JsonNode item, ObjectReader route)
    {
        switch (item)
        {
            case JsonString reference:
                return (reference, null);
            case JsonObject:
                var entry = ObjectReader.Open(
                    item, Shapes.ChainEntry, "chain", new Whereabouts("a chain entry of ", Of: route), null, route.Problems)!;
                return (entry.String("target", _ => true), entry);
            case JsonMissing:
                return default;
            default:
                route.Refuse("chain", item);
                return default;
        }
    }

    /// <param name="entry">The entry.</param>
    /// <param name="strategy">The route's strategy.</param>
    /// <param name="hasWeights">Whether an entry before it has a weight, be it one of a wrong form.</param>
    private static int? ReadWeight(ObjectReader entry, RouteStrategy strategy, ref bool hasWeights)
    {
        var weight = entry.Count("weight", least: 0, most: 1_000_000);
        var isFirst = !hasWeights;
        hasWeights |= strategy == RouteStrategy.Weighted ? weight > 0 || (weight is null && entry.Has("weight")) : weight is not null;

        // Once a route: the others are wrong for the same reason, and right as soon as it is.
        if (weight is not null && strategy != RouteStrategy.Weighted && isFirst)
        {
            entry.Problems.Add(
                FileRules.InvalidValue, entry.KeyOf("weight"), "weight", "omitted where the route's 'strategy' is not \"weighted\"",
                "remove it, or write \"strategy\": \"weighted\"");
        }

        return weight;
    }

    private static ChainEntry ReadEntry(string target, ObjectReader? entry)
    {
        var silent = new ChainEntry { Target = target };
        return entry?.Object("options", Shapes.ChainOptions, "the options of ") is { } options
            ? ChainFields.OfOptions.Read(silent, options)
            : silent;
    }
}
