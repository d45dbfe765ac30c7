using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Findings;
using Spectre.Console;

namespace RouteGen.Tool.Diff.Writing;

/// <summary>A comparison for people: on a screen with colours, else in plain lines.</summary>
internal static class DiffText
{
    private const int MostOfAKind = 12;

    private static readonly FindingLevel[] Levels = [FindingLevel.Error, FindingLevel.Warning, FindingLevel.Note];

    /// <summary>Such as <c>1 error, 2 warnings, 3 notes</c>; <c>no changes</c> for none.</summary>
    public static string Summary(TableDiff diff) => diff.Changes.Count == 0 ? "no changes" : string.Join(
        ", ",
        Levels.Select(l => (Level: l, Count: diff.Count(l))).Where(static l => l.Count > 0)
            .Select(static l => $"{Show.Count(l.Count)} {FindingLevels.Word(l.Level)}{(l.Count == 1 ? "" : "s")}"));

    /// <summary>A line for each change, the worst first: <c>warning route draft: limits.attempts: 4 → 2 [attempts-lowered]</c>.</summary>
    public static IEnumerable<string> Lines(TableDiff diff) => diff.Changes.Select(static c =>
        $"{FindingLevels.Word(c.Kind.Level),-7} {Show.Name(c.Subject)}: {c.What} [{c.Kind.Id}]");

    /// <summary>The whole comparison in plain lines.</summary>
    public static string Plain(DiffResult result) => string.Concat(All(result).Select(static line => line.Text + "\n"));

    /// <summary>The whole comparison on a screen.</summary>
    public static void Write(IAnsiConsole screen, DiffResult result)
    {
        foreach (var line in All(result))
        {
            if (line.Level is { } level && FindingLevels.Word(level) is var word && line.Text.StartsWith(word, StringComparison.Ordinal))
            {
                screen.MarkupLine($"[bold {Color(level)}]{word}[/]{line.Text[word.Length..].EscapeMarkup()}");
            }
            else
            {
                screen.MarkupLine(line.IsHead ? $"[bold]{line.Text.EscapeMarkup()}[/]" : line.IsMeaning
                    ? $"[grey]{line.Text.EscapeMarkup()}[/]" : line.Text.EscapeMarkup());
            }
        }
    }

    /// <summary>What a route comes to before and after, a line each; none where nothing of it differs.</summary>
    public static IEnumerable<string> Lines(RouteDiff route, DiffOptions options)
    {
        switch (route)
        {
            case { Before: null, After: { } come }:
                yield return $"+ {Show.Name(route.Name)}: {come.Chain}; worst case {Usd(come.WorstUsd)}, {Show.Time(come.WorstTime)},"
                    + $" {come.WorstAttempts} attempts";
                break;
            case { After: null }:
                yield return $"- {Show.Name(route.Name)}";
                break;
            case { Before: { } was, After: { } now } when was != now:
                yield return $"  {(was.Name == now.Name ? "" : Show.Name(was.Name) + " → ")}{Show.Name(now.Name)}";
                if (was.Chain != now.Chain || was.Strategy != now.Strategy)
                {
                    var strategy = was.Strategy == now.Strategy ? "" : $" ({was.Strategy.ToString().ToLowerInvariant()})";
                    yield return $"      chain    {was.Chain}{strategy}";
                    yield return $"           => "
                        + $" {now.Chain}{(strategy.Length == 0 ? "" : $" ({now.Strategy.ToString().ToLowerInvariant()})")}";
                }

                yield return $"      worst    {Change(was.WorstUsd, now.WorstUsd)}, {Change(was.WorstTime, now.WorstTime)}, "
                    + $"{(was.WorstAttempts == now.WorstAttempts ? "" : $"{was.WorstAttempts} → ")}{now.WorstAttempts} attempts";
                if (options.StatesTypicalCost)
                {
                    yield return $"      typical  {Change(was.TypicalUsd * 1000, now.TypicalUsd * 1000)} per 1,000 calls";
                }

                break;
        }
    }

    /// <summary>USD before and after, with by how much they differ.</summary>
    public static string Change(decimal? before, decimal? after)
    {
        if (before == after)
        {
            return Usd(after);
        }

        var percent = before is { } was && after is { } now ? Show.Percent(was, now) : "";
        return $"{Usd(before)} → {Usd(after)}{(percent.Length == 0 ? "" : $" ({percent})")}";
    }

    /// <summary>Times before and after.</summary>
    public static string Change(TimeSpan before, TimeSpan after) =>
        before == after ? Show.Time(after) : $"{Show.Time(before)} → {Show.Time(after)}";

    private static string Usd(decimal? usd) => usd is { } known ? Show.Money(known) : "unknown";

    private static IEnumerable<Line> All(DiffResult result)
    {
        var (diff, options) = (result.Diff, result.Options);
        yield return new($"{Show.Name(diff.Table)}: {Show.Name(result.Base)} → {Show.Name(result.Head)}") { IsHead = true };
        yield return new(Summary(diff));
        foreach (var level in Levels)
        {
            var width = diff.Changes.Where(c => c.Kind.Level == level).Select(static c =>
                Show.Name(c.Subject).Length).DefaultIfEmpty().Max();
            var isFirst = true;
            foreach (var (change, more) in DiffResult.Shortened(diff.Changes.Where(c => c.Kind.Level == level), MostOfAKind))
            {
                if (isFirst)
                {
                    yield return new("");
                    isFirst = false;
                }

                if (change is null)
                {
                    yield return new($"        {more}") { IsMeaning = true };
                    continue;
                }

                yield return new($"{FindingLevels.Word(level),-7} {Show.Name(change.Subject).PadRight(width)}  {change.What}  "
                    + $"[{change.Kind.Id}]")
                {
                    Level = level,
                };
                if (level != FindingLevel.Note)
                {
                    yield return new($"        {"".PadRight(width)}  {change.Kind.Meaning}") { IsMeaning = true };
                }
            }
        }

        foreach (var line in result.Spend is { } spend ? SpendText.Lines(spend) : [])
        {
            yield return new(line);
        }

        var routes = diff.Routes.SelectMany(r => Lines(r, options)).ToArray();
        if (routes.Length > 0)
        {
            yield return new("");
            yield return new("routes") { IsHead = true };
            foreach (var line in routes)
            {
                yield return new(line);
            }

            if (options.StatesTypicalCost)
            {
                yield return new(
                    $"  typical: {Show.Count(options.Typical.Input)} tokens of input and {Show.Count(options.Typical.Output)} of output, "
                        + $"nothing fails")
                { IsMeaning = true };
            }
        }
    }

    private static string Color(FindingLevel level) => level switch
    {
        FindingLevel.Error => "red",
        FindingLevel.Warning => "yellow",
        _ => "blue",
    };

    private sealed record Line(string Text)
    {
        public FindingLevel? Level { get; init; }

        public bool IsHead { get; init; }

        public bool IsMeaning { get; init; }
    }
}
