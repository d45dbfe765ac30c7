using RouteGen.Generators.Writing;
using RouteGen.Model.Checks;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;
using static RouteGen.Generators.Emission.RuntimeNames;
using static RouteGen.Generators.Writing.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>Writes a route as data.</summary>
internal static class RouteDefinitionWriter
{
    public static void Write(SourceWriter writer, RouteTable table, RouteEntry route)
    {
        using var definition = writer.Definition(RouteDefinition, $"{route.Identifier}Route");
        writer.Set("Name", Literal(route.Name));
        writer.Set("Type", route.Type == RouteType.Chat ? null : Literal(route.Type));
        writer.Set("CostBucket", Literal(route.CostBucket));
        writer.Set("Strict", TrueOrNull(route.Strict));
        writer.Set("ReturnsMalformed", TrueOrNull(route.ReturnsMalformed));
        writer.Set("Capture", route.Capture == PromptCapture.Off ? null : Literal(route.Capture));
        writer.Set("Aliases", Texts(route.Aliases));
        writer.Set("Groups", Texts(route.Groups));
        writer.Set("Strategy", route.Strategy == RouteStrategy.Ordered ? null : Literal(route.Strategy));
        writer.Set("Requires", route.Requires == default ? null : Flags(route.Requires));
        writer.Set("Budgets", Budgets(table, route));
        WriteReach(writer, table, route);
        WriteTimeouts(writer, route.Timeouts);
        WriteLimits(writer, route.Limits);
        WriteRetry(writer, route.Retry);
        WriteWorstCase(writer, WorstCase.Compute(table, route), $"{route.Identifier}WorstCost");
    }

    private static string? Texts(EquatableArray<string> texts) =>
        texts.Count == 0 ? null : $"[{string.Join(", ", texts.Select(Literal))}]";

    private static string? Budgets(RouteTable table, RouteEntry route) => route.Budgets.Count == 0
        ? null
        : $"[{string.Join(", ", table.BudgetsNamed(route.Budgets).Select(budget => $"{budget.Identifier}Budget"))}]";

    private static void WriteReach(SourceWriter writer, RouteTable table, RouteEntry route)
    {
        var reach = route.Reach();
        using (writer.List("Chain"))
        {
            for (var place = 0; place < route.Chain.Count; place++)
            {
                WriteEntry(writer, table, reach[place]);
            }
        }

        if (reach.Count > route.Chain.Count)
        {
            using var detours = writer.List("OnTargets");
            for (var place = route.Chain.Count; place < reach.Count; place++)
            {
                WriteEntry(writer, table, reach[place]);
            }
        }

        WriteRules(writer, route.On);
    }

    private static void WriteEntry(SourceWriter writer, RouteTable table, ChainEntry entry)
    {
        var members = Members($"{table.TargetNamed(entry.Target)!.Identifier}Target", entry);
        if (entry.On.Count == 0)
        {
            writer.Initializer("new()", members, ",");
            return;
        }

        using var initializer = writer.Braces("new()", "},");
        foreach (var member in members)
        {
            writer.Line(member + ",");
        }

        WriteRules(writer, entry.On);
    }

    private static List<string> Members(string target, ChainEntry entry)
    {
        var members = new List<string> { $"Target = {target}" };
        Add("Temperature", FloatOrNull(entry.Temperature));
        Add("TopP", FloatOrNull(entry.TopP));
        Add("ReasoningEffort", LiteralOrNull(entry.ReasoningEffort));
        Add("MaxOutputTokens", LiteralOrNull(entry.MaxOutputTokens));
        Add("Weight", entry.Weight is > 0 ? LiteralOrNull(entry.Weight) : null);
        return members;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                members.Add($"{name} = {value}");
            }
        }
    }

    private static void WriteRules(SourceWriter writer, EquatableArray<OnFault> rules)
    {
        if (rules.Count == 0)
        {
            return;
        }

        using var list = writer.List("On");
        foreach (var rule in rules)
        {
            var targets = rule.Targets.Select(target => ", " + Literal(target));
            writer.Line($"new({FaultNamed(rule.Fault)}, {Literal(rule.Action)}{string.Concat(targets)}),");
        }
    }

    private static void WriteTimeouts(SourceWriter writer, RouteTimeouts timeouts)
    {
        writer.Set("TotalTimeout", TimeText.Literal(timeouts.Total));
        writer.Set("AttemptTimeout", TimeText.Literal(timeouts.Attempt));
        writer.Set("FirstTokenTimeout", TimeText.Literal(timeouts.FirstToken));
        writer.Set("IdleTimeout", TimeText.Literal(timeouts.Idle));
        writer.Set("StreamTotalTimeout", TimeText.Literal(timeouts.StreamTotal));
    }

    private static void WriteLimits(SourceWriter writer, RouteLimits limits)
    {
        writer.Set("MaxAttempts", Literal(limits.Attempts));
        writer.Set("InputTokenLimit", LiteralOrNull(limits.InputTokens));
        writer.Set("OutputTokenLimit", LiteralOrNull(limits.OutputTokens));
        writer.Set("CostLimitUsd", LiteralOrNull(limits.CostUsd));
    }

    private static void WriteRetry(SourceWriter writer, RouteRetry retry)
    {
        writer.Set("MaxRetries", Literal(retry.MaxRetries));
        writer.Set("RetryDelay", TimeText.Literal(retry.Delay));
        writer.Set("MaxRetryDelay", TimeText.Literal(retry.MaxDelay));
    }

    private static void WriteWorstCase(SourceWriter writer, WorstCase worst, string cost)
    {
        using var initializer = writer.Braces("WorstCase = new()", "},");
        writer.Set("Attempts", Literal(worst.Attempts));
        writer.Set("WhenFailing", TimeText.Literal(worst.WhenFailing));
        writer.Set("WhenTimingOut", TimeText.Literal(worst.WhenTimingOut));
        writer.Set("WhenRateLimited", TimeText.Literal(worst.WhenRateLimited));
        writer.Set("CostUsd", cost);
    }
}
