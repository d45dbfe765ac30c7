using RouteGen.Definitions;
using RouteGen.Targets;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Smoke;

/// <summary>Which calls a run consists of: each target as routes ask it, with each of its keys, in each shape that it has.</summary>
internal static class SmokePlan
{
    /// <exception cref="UsageException">A name is none of the table's, or nothing is left to call.</exception>
    public static IReadOnlyList<SmokeCase> Create(
        RouteTableDefinition table, SmokeOptions options, RouteTableSettings settings, Func<ProviderDefinition, SmokeAccess> reach)
    {
        Check("target", options.Targets, table.Targets.Select(static t => t.Name));
        Check("route", options.Routes, table.Routes.Select(static r => r.Name));
        var access = table.Providers.ToDictionary(static p => p.Name, reach);
        SmokeCase[] cases = [.. Places(table, options, settings, access).SelectMany(place => Cases(place, options))];
        return cases.Length > 0
            ? cases
            : throw new UsageException("There is nothing to call: no target has what --target, --route and --shape ask for together.");
    }

    private static IEnumerable<SmokePlace> Places(
        RouteTableDefinition table, SmokeOptions options, RouteTableSettings settings, Dictionary<string, SmokeAccess> access)
    {
        foreach (var target in table.Targets)
        {
            if (options.Targets.Count > 0 && !options.Targets.Contains(target.Name))
            {
                continue;
            }

            var ways = Ways(table, target, options).ToArray();
            foreach (var way in ways)
            {
                var name = ways.Length == 1 ? target.Name : $"{target.Name} ({string.Join(", ", way.Routes)})";
                var reached = access[target.Provider.Name];

                // What operation has taken out is called where it is asked for: whether it can come back is seen so.
                var isDisabled = options.Targets.Count == 0 && TargetSlot.IsDisabledBy(settings, target);
                var inForce = TargetSlot.InForce(target, reached.Deployment, settings, table);
                var entry = inForce == target ? way.Entry : way.Entry.With(inForce);
                foreach (var key in reached.Keys)
                {
                    yield return new(name, way.Type, entry, way.Limit, way.Routes, reached, key) { IsDisabled = isDisabled };
                }
            }
        }
    }

    /// <summary>The ways in which routes ask a target: equal ones are one. A target that no route leads to is asked as it is.</summary>
    private static IEnumerable<(RouteType Type, ChainEntryDefinition Entry, int? Limit, string[] Routes)> Ways(
        RouteTableDefinition table, TargetDefinition target, SmokeOptions options)
    {
        var asked = table.Routes
            .Where(r => options.Routes.Count == 0 || options.Routes.Contains(r.Name))
            .SelectMany(static r => r.Reach.Select(entry => (Route: r, Entry: entry)))
            .Where(p => p.Entry.Target == target)
            .GroupBy(static p => (
                p.Route.Type, p.Entry.Temperature, p.Entry.TopP, p.Entry.ReasoningEffort, p.Entry.MaxOutputTokens,
                p.Route.OutputTokenLimit))
            .Select(static g => (
                g.Key.Type, g.First().Entry, g.Key.OutputTokenLimit, g.Select(static p => p.Route.Name).Distinct().ToArray()))
            .ToArray();
        return asked.Length > 0 || options.Routes.Count > 0 || options.Targets.Count == 0
            ? asked
            : [(target.Model.Dimensions is null ? RouteType.Chat : RouteType.Embedding, new() { Target = target }, null, [])];
    }

    private static IEnumerable<SmokeCase> Cases(SmokePlace place, SmokeOptions options)
    {
        foreach (var shape in SmokeShapes.All)
        {
            var isAsked = options.Shapes.Contains(shape);
            if (options.Shapes.Count > 0 && !isAsked)
            {
                continue;
            }

            if ((shape == SmokeShape.Embedding) != (place.Type == RouteType.Embedding) && shape != SmokeShape.Error)
            {
                continue;
            }

            var unable = Disabled(place) ?? place.Access.Problem ?? KeyProblem(place);
            if (unable is null && Missing(place, shape) is { } feature)
            {
                if (!isAsked)
                {
                    continue;
                }

                var isLacking = Lacks(place, feature);
                unable = new(
                    "feature-missing",
                    isLacking ? $"The table states that target '{place.Target.Name}' lacks {feature}."
                        : $"The table does not state that model '{place.Target.Model.Name}' has {feature}.",
                    isLacking ? $"If it has it by now, remove {feature} from its \"lacks\"."
                        : $"If it has, add {feature} to its \"features\".");
            }

            yield return new(place, shape, unable);
        }
    }

    /// <summary>
    /// The feature that a shape takes and the model does not have. Where the table states none at all nothing is ruled out but pictures,
    /// which many servers refuse.
    /// </summary>
    private static string? Missing(SmokePlace place, SmokeShape shape)
    {
        var (needed, word) = shape switch
        {
            SmokeShape.Stream => (ModelFeatures.Streaming, "streaming"),
            SmokeShape.Tool => (ModelFeatures.Tools, "tools"),
            SmokeShape.Schema => (ModelFeatures.JsonSchema, "jsonSchema"),
            SmokeShape.Image => (ModelFeatures.Vision, "vision"),
            _ => (ModelFeatures.None, ""),
        };
        var has = place.Target.Model.Features ?? (ModelFeatures.Streaming | ModelFeatures.Tools | ModelFeatures.JsonSchema);
        return (needed & (place.Target.Lacks | ~has)) == 0 ? null : word;
    }

    private static bool Lacks(SmokePlace place, string feature) =>
        Enum.TryParse<ModelFeatures>(feature, ignoreCase: true, out var one) && place.Target.Lacks.HasFlag(one);

    private static Diagnosis? Disabled(SmokePlace place) => !place.IsDisabled ? null : new(
        "disabled", $"The settings have taken target '{place.Target.Name}' out of every chain.",
        $"Try it with --target {place.Target.Name}, and let it in again by its Enabled, or by that of provider '{place.Provider.Name}'.");

    private static Diagnosis? KeyProblem(SmokePlace place)
    {
        var variable = place.Key.Variable;
        if (place.Key.Text is { } key)
        {
            return key.Any(char.IsControl)
                ? new(
                    "key-malformed", $"The key of provider '{place.Provider.Name}' has a line break or another control character in it.",
                    $"Set {variable ?? "it"} to the key alone.")
                : null;
        }

        return (place.Access.Auth ?? place.Provider.Auth) != ProviderAuth.ApiKey ? null : new(
            "key-missing", $"Provider '{place.Provider.Name}' has no key here.",
            variable is null
                ? "Write \"apiKeyEnv\" into the table, and set that variable." : SmokeSettings.SetAt(variable));
    }

    private static void Check(string what, IReadOnlyList<string> asked, IEnumerable<string> known)
    {
        var names = known.ToArray();
        foreach (var name in asked.Where(n => !names.Contains(n, StringComparer.Ordinal)))
        {
            var hint = NearestName.Among(names, name) is { } near ? $"did you mean '{near}'?" : $"it has {string.Join(", ", names)}.";
            throw new UsageException($"The table has no {what} '{name}': {hint}");
        }
    }
}
