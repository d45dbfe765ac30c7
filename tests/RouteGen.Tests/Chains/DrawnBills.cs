#pragma warning disable MEAI001 // Counts of audio tokens have no other place than the experimental properties.
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Model.Tables;
using RouteGen.Wire;

namespace RouteGen.Tests.Chains;

/// <summary>Tables with prices of every kind, limits and timeouts, several keys and dated prices.</summary>
/// <param name="isBounded">Whether every route bounds its output, and some the cost of a call.</param>
internal sealed class DrawnBills(bool isBounded = false) : DrawnTable.IDraw
{
    private static readonly string[] Kinds =
        ["cachedInput", "cacheWrite", "cacheWrite1h", "audioInput", "imageInput", "reasoning", "audioOutput", "imageOutput"];

    private static readonly string[] ServiceTiers = ["standard", "flex", "priority", "batch"];

    public JsonObject Model(Random random, int index)
    {
        var model = new JsonObject { ["usdPerMTok"] = Price(random) };
        State(random, model, "contextWindow", 5, random.Next(100_000, 400_000));
        State(random, model, "maxInput", 2, random.Next(10_000, 100_000));
        State(random, model, "maxOutput", 4, random.Next(100, 20_000));
        return model;
    }

    public JsonObject Provider(Random random, int index) => new()
    {
        ["kind"] = "openai-compatible",
        ["endpoint"] = $"https://e{random.Next(3)}.example/v1",
        ["apiKeyEnv"] = random.Next(3) == 0
            ? new JsonArray([.. Enumerable.Range(1, random.Next(2, 4)).Select(key => (JsonNode)$"P{index}_KEY_{key}")])
            : $"P{index}_KEY",
        ["priceFactor"] = random.Next(2) == 0 ? 1m : random.Next(50, 200) / 100m,
    };

    public JsonObject Target(Random random, JsonObject target)
    {
        switch (random.Next(8))
        {
            case 0:
                target["billing"] = "provisioned";
                break;
            case 1 or 2:
                target["serviceTier"] = ServiceTiers[random.Next(4)];
                break;
            default:
                break;
        }

        return target;
    }

    public void Bound(Random random, JsonObject route, int attempts)
    {
        var limits = new JsonObject();
        State(random, limits, "attempts", 2, attempts);
        State(random, limits, "inputTokens", 3, random.Next(1_000, 100_000));
        State(random, limits, "outputTokens", isBounded ? 6 : 3, random.Next(50, 5_000));
        if (isBounded && random.Next(2) == 0)
        {
            limits["costUsd"] = random.Next(1, 100) / 1_000m;
        }

        route["limits"] = limits;
        var attempt = random.Next(500, 10_000);
        route["timeouts"] = new JsonObject
        {
            ["attempt"] = $"{attempt}ms",
            ["firstToken"] = $"{random.Next(500, 10_000)}ms",
            ["total"] = $"{attempt + random.Next(60_000)}ms",
            ["streamTotal"] = "5m",
        };
    }

    /// <summary>A usage within what a target may be sent and may write, in kinds that its price has a rate for.</summary>
    /// <param name="random">The dice.</param>
    /// <param name="price">The price of its model.</param>
    /// <param name="input">Input tokens at most.</param>
    /// <param name="output">Output tokens at most.</param>
    public static UsageDetails Usage(Random random, PriceSheet? price, long input, long output)
    {
        var (asked, answered) = (Part(random, input), Part(random, output));
        var (restIn, restOut) = (asked, answered);
        var written = Take(price?.CacheWrite, ref restIn);
        var written1h = Take(price?.CacheWrite1h, ref restIn);
        return new UsageDetails
        {
            InputTokenCount = asked,
            CachedInputTokenCount = Take(price?.CachedInput, ref restIn),
            InputAudioTokenCount = Take(price?.AudioInput, ref restIn),
            OutputTokenCount = answered,
            ReasoningTokenCount = Take(price?.Output, ref restOut),
            OutputAudioTokenCount = Take(price?.AudioOutput, ref restOut),
            AdditionalCounts = new()
            {
                [WireFacts.CacheWriteKey] = written + written1h,
                [WireFacts.CacheWrite1hKey] = written1h,
                [WireFacts.ImageInputKey] = Take(price?.Input, ref restIn),
                [WireFacts.ImageOutputKey] = Take(price?.ImageOutput, ref restOut),
            },
        };

        long Take(decimal? rate, ref long rest)
        {
            var taken = rate is null || random.Next(3) > 0 ? 0 : random.Next(3) == 0 ? rest : random.NextInt64(rest + 1);
            rest -= taken;
            return taken;
        }
    }

    /// <summary>What a target may be sent, and may write, at most; an arbitrary number where nothing says.</summary>
    public static (long Input, long Output) Allowed(DrawnTable table, string target)
    {
        var model = table.Reading.Table.ModelNamed(table.Reading.Table.TargetNamed(target)!.Model)!;
        var limits = table.Route.Limits;
        return (limits.InputTokens ?? model.MaxInput ?? model.ContextWindow ?? 50_000,
            Math.Min(limits.OutputTokens ?? int.MaxValue, model.MaxOutput ?? (limits.OutputTokens is null ? 5_000 : int.MaxValue)));
    }

    private static JsonObject Price(Random random)
    {
        var price = Rates(random);
        (price["input"], price["output"]) = (Rate(random), Rate(random));
        if (random.Next(3) == 0)
        {
            price["tiers"] = Tiers(random);
        }

        if (random.Next(3) == 0)
        {
            var service = Rates(random, price);
            service["tiers"] = Tiers(random);
            price[ServiceTiers[random.Next(1, 4)]] = service;
        }

        if (random.Next(4) == 0)
        {
            // One that is in force by the day of a drawn call, and one that is to come.
            price["changes"] = new JsonArray(
                new JsonObject { ["from"] = "2026-06-01", ["output"] = Rate(random) },
                new JsonObject { ["from"] = "2027-06-01", ["input"] = Rate(random) });
        }

        State(random, price, "usdPerRequest", 1, random.Next(10) / 1_000m);
        return price;

        static JsonArray Tiers(Random random) => new(
            new JsonObject { ["above"] = random.Next(500, 5_000), ["input"] = Rate(random) },
            new JsonObject { ["above"] = random.Next(5_001, 90_000), ["output"] = Rate(random) });
    }

    /// <summary>Rates of some kinds; of those that another sheet has, where one is given.</summary>
    private static JsonObject Rates(Random random, JsonObject? of = null) => new(Kinds
        .Where(kind => random.Next(2) == 0 && (of is null || of.ContainsKey(kind)))
        .Select(kind => KeyValuePair.Create(kind, (JsonNode?)Rate(random))));

    private static decimal Rate(Random random) => random.Next(2_000) / 100m;

    private static long Part(Random random, long most) => random.Next(3) == 0 ? most : 1 + random.NextInt64(most);

    private static void State(Random random, JsonObject owner, string name, int ofSix, decimal value)
    {
        if (random.Next(6) < ofSix)
        {
            owner[name] = decimal.IsInteger(value) ? (long)value : value;
        }
    }
}
