using System.Globalization;
using System.Text;
using RouteGen.Model.Json;
using RouteGen.Tables.Files;

namespace RouteGen.Tool.Init;

/// <summary>What a route of a new table is held to.</summary>
/// <param name="InputTokens">The most that goes in.</param>
/// <param name="OutputTokens">The most that comes out.</param>
/// <param name="CostUsd">The most that it costs; null for no limit.</param>
/// <param name="Suppress">Rules that are fine here, each with its reason.</param>
internal sealed record NewRoute(
    int InputTokens, int OutputTokens, decimal? CostUsd, IReadOnlyList<KeyValuePair<string, string>> Suppress);

/// <summary>Writes a table for providers, with comments that explain it.</summary>
/// <param name="name">The table's name.</param>
/// <param name="schema">Where its schema is.</param>
/// <param name="today">The day on which it is written.</param>
/// <param name="providers">The providers, in the order of the chains.</param>
internal sealed class NewTable(string name, string schema, DateOnly today, IReadOnlyList<FoundProvider> providers)
{
    /// <summary>A model that one runs oneself: nobody bills its tokens.</summary>
    private const string OwnModel = """
        {
              "contextWindow": 131072, "maxOutput": 32768,
              "features": ["streaming", "tools", "jsonSchema", "reasoning"],
              "usdPerMTok": { "input": 0, "cachedInput": 0, "output": 0 }
            }
        """;

    private const string GatewayModel = """
        {
              "features": ["streaming", "tools", "jsonSchema"],
              "usdPerMTok": { "input": 0, "cachedInput": 0, "output": 0 }
            }
        """;

    private static readonly Lazy<JsonObject> Catalog = new(static () =>
        (JsonObject)((JsonObject)JsonParser.Parse(UsedModels.CatalogFile, UsedModels.PackedCatalog()).Root).Find("models")!.Value);

    /// <summary>The names of the routes, and what they are for.</summary>
    public static IReadOnlyList<(string Name, string About)> Routes { get; } =
    [
        ("chat", "Answers a person"),
        ("quick", "Classifies, extracts, summarizes: cheap and fast"),
    ];

    /// <summary>The text.</summary>
    public string Write(NewRoute chat, NewRoute quick)
    {
        var text = new StringBuilder();
        text.Append("// Routes to language models: a call of a route goes along its chain until a target answers.\n");
        text.Append("// Made by routegen init. Check it with: routegen check\n{\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"$schema\": \"{schema}\",\n  \"table\": \"{name}\",\n");
        text.Append("\n  // The day on which somebody last looked at the prices, windows and retirements below.\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"reviewed\": \"{today:yyyy-MM-dd}\",\n\n");
        WriteModels(text);
        WriteProviders(text);
        WriteTargets(text);
        text.Append("  // What is asked for. The chain is tried in order; limits hold for the whole call, all attempts together.\n");
        text.Append("  \"routes\": {\n");
        WriteRoute(text, 0, chat);
        text.Append(",\n");
        WriteRoute(text, 1, quick);
        return text.Append("\n  }\n}\n").ToString();
    }

    private static string TargetName(FoundProvider provider, bool isQuick) =>
        provider.Usual.Quick is null ? provider.Kind.Name : $"{provider.Kind.Name}-{Routes[isQuick ? 1 : 0].Name}";

    private static IEnumerable<(string Target, UsualModel Model)> TargetsOf(FoundProvider provider)
    {
        yield return (TargetName(provider, isQuick: false), provider.Usual.Chat);
        if (provider.Usual.Quick is { } quick)
        {
            yield return (TargetName(provider, isQuick: true), quick);
        }
    }

    private void WriteModels(StringBuilder text)
    {
        text.Append("  // What a model takes and what it costs, in USD for a million tokens, each price with its day and its source.\n");
        text.Append("  \"models\": {\n");
        var names = providers.SelectMany(TargetsOf).Select(static t => t.Model.Model).Distinct(StringComparer.Ordinal);
        var models = names.Select(static model =>
        {
            var entry = Catalog.Value.Find(model)?.Value is { } known ? known.Source.Text.Substring(known.Start, known.Length)
                : model == "gateway-chat" ? GatewayModel : OwnModel;
            return $"    \"{model}\": {entry.ReplaceLineEndings("\n")}";
        });
        text.Append(string.Join(",\n", models)).Append("\n  },\n\n");
    }

    private void WriteProviders(StringBuilder text)
    {
        text.Append("  // Where models run. No key stands here: each is read from the environment variable that is named.\n");
        text.Append("  \"providers\": {\n");
        for (var i = 0; i < providers.Count; i++)
        {
            var provider = providers[i];
            string?[] members =
            [
                $"\"kind\": \"{provider.Kind.Name}\"",
                provider.KeyVariable is null ? null : $"\"apiKeyEnv\": \"{provider.KeyVariable}\"",
                provider.AddressVariable is null ? null : $"\"endpointEnv\": \"{provider.AddressVariable}\"",
                provider.Usual.More,
            ];
            if (provider.Usual.Remark is { } remark)
            {
                text.Append("    // ").Append(remark).Append('\n');
            }

            text.Append(CultureInfo.InvariantCulture, $"    \"{provider.Kind.Name}\": {{ {string.Join(", ", members.OfType<string>())} }}")
                .Append(i == providers.Count - 1 ? "\n" : ",\n");
        }

        text.Append("  },\n\n");
    }

    private void WriteTargets(StringBuilder text)
    {
        text.Append("  // A model at a provider; \"deployment\" is its name there, where that is another.\n  \"targets\": {\n");
        var targets = providers.SelectMany(static provider => TargetsOf(provider).Select(t =>
            $"    \"{t.Target}\": {{ \"provider\": \"{provider.Kind.Name}\", \"model\": \"{t.Model.Model}\"" +
            (t.Model.Deployment is { } deployment ? $", \"deployment\": \"{deployment}\" }}" : " }")));
        text.Append(string.Join(",\n", targets)).Append("\n  },\n\n");
    }

    private void WriteRoute(StringBuilder text, int index, NewRoute route)
    {
        // Of one provider its other model stands in: no help in an outage, but some where a model is overloaded.
        var isQuick = index == 1;
        var chain = providers.Count == 1
            ? TargetsOf(providers[0]).Select(static t => t.Target).OrderBy(t => t == TargetName(providers[0], isQuick) ? 0 : 1).ToArray()
            : [.. providers.Select(provider => TargetName(provider, isQuick))];
        var (attempt, retries) = (isQuick ? 15 : 30, chain.Length == 1 ? 1 : 0);
        var attempts = chain.Length * (1 + retries);
        var total = Math.Min((attempt + 5) * attempts, 3600);
        text.Append(CultureInfo.InvariantCulture, $"    \"{Routes[index].Name}\": {{\n      \"about\": \"{Routes[index].About}\",\n");
        text.Append(CultureInfo.InvariantCulture, $"      \"chain\": [{string.Join(", ", chain.Select(static t => $"\"{t}\""))}],\n");
        text.Append(CultureInfo.InvariantCulture, $"      \"timeouts\": {{ \"total\": \"{total}s\", \"attempt\": \"{attempt}s\" }},\n");
        text.Append(CultureInfo.InvariantCulture, $"      \"retry\": {{ \"maxRetries\": {retries} }},\n");
        text.Append(CultureInfo.InvariantCulture, $"      \"limits\": {{ \"attempts\": {attempts}, \"inputTokens\": {route.InputTokens}, ");
        text.Append(CultureInfo.InvariantCulture, $"\"outputTokens\": {route.OutputTokens}");
        if (route.CostUsd is { } cost)
        {
            text.Append(CultureInfo.InvariantCulture, $", \"costUsd\": {cost}");
        }

        text.Append(" }");
        if (route.Suppress.Count > 0)
        {
            text.Append(",\n      \"suppress\": { ")
                .Append(string.Join(", ", route.Suppress.Select(static s => $"\"{s.Key}\": \"{s.Value}\""))).Append(" }");
        }

        text.Append("\n    }");
    }
}
