using System.Text;
using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Diff.Costs;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Findings.Writers;

namespace RouteGen.Tool.Diff.Writing;

/// <summary>A comparison as the one comment of a pull request: what is bad first, what is harmless folded away.</summary>
internal static class DiffMarkdown
{
    // GitHub takes 65,536 characters in a comment, and counts some as more than one.
    private const int MostCharacters = 55_000;
    private const int MostOfAKind = 25;

    public static string Write(DiffResult result)
    {
        var diff = result.Diff;
        var text = new StringBuilder();
        Line(text, $"<!-- {Tag(diff.Table)} -->");
        Line(text, $"### {Text(diff.Table)}: {DiffText.Summary(diff)}");
        Line(text, "");
        Line(text, $"{Text(result.Base)} → {Text(result.Head)}");
        Table(text, diff.Changes.Where(static c => c.Kind.Level != FindingLevel.Note), null);
        text.Append(Tables(result));
        Table(text, diff.Changes.Where(static c => c.Kind.Level == FindingLevel.Note), "harmless");
        return text.ToString();
    }

    /// <summary>The routes that differ, before and after, and what past calls cost.</summary>
    public static string Tables(DiffResult result) => Routes(result) + (result.Spend is { } spend ? Spend(spend) : "");

    private static string Spend(SpendEffect spend)
    {
        var text = new StringBuilder();
        Line(text, "");
        Line(text, $"| {Text(SpendText.Heading(spend))} | Before → after | Lines |");
        Line(text, "|---|---|---|");
        foreach (var (route, sum) in spend.Routes.Where(static r => r.Value.BeforeUsd != r.Value.AfterUsd
            || r.Value.NotRepriced > 0).Take(50))
        {
            Line(text, $"| {Text(route)} | {Text(DiffText.Change(sum.BeforeUsd, sum.AfterUsd))} | {SpendText.Count(sum)} |");
        }

        Line(text, $"| **all** | **{Text(DiffText.Change(spend.Total.BeforeUsd, spend.Total.AfterUsd))}** "
            + $"| {SpendText.Count(spend.Total)} |");
        return text.ToString();
    }

    private static string Routes(DiffResult result)
    {
        var text = new StringBuilder();
        var changed = result.Diff.Routes.Where(static r => r.IsChanged).ToArray();
        if (changed.Length == 0)
        {
            return "";
        }

        var (typical, says) = (result.Options.Typical, result.Options.StatesTypicalCost);
        Line(text, "");
        Line(text, $"| Route | Chain | Worst case of a call | Time | Attempts |{(says ? " 1,000 typical calls |" : "")}");
        Line(text, $"|---|---|---|---|---|{(says ? "---|" : "")}");
        var left = 0;
        foreach (var route in changed)
        {
            if (text.Length > MostCharacters / 3)
            {
                left++;
                continue;
            }

            Line(text, Row(route, says));
        }

        Line(text, "");
        if (left > 0)
        {
            Line(text, $"…and {Show.Count(left)} more routes.");
        }

        if (says)
        {
            Line(text, $"A typical call has {Show.Count(typical.Input)} tokens of input and {Show.Count(typical.Output)} of output, and "
                + $"nothing fails.");
        }

        return text.ToString();
    }

    private static string Row(RouteDiff route, bool says)
    {
        var (was, now) = (route.Before, route.After);
        var name = was is null ? $"+ {Text(route.Name)}" : now is null ? $"- {Text(route.Name)}"
            : was.Name == now.Name ? Text(now.Name) : $"{Text(was.Name)} → {Text(now.Name)}";
        var chain = was is null || now is null || was.Chain == now.Chain
            ? Text((now ?? was)!.Chain) : $"{Text(was.Chain)}<br>**{Text(now.Chain)}**";
        var (before, after) = (was ?? now!, now ?? was!);
        var typical = says ? $" {Text(DiffText.Change(before.TypicalUsd * 1000, after.TypicalUsd * 1000))} |" : "";
        return $"| {name} | {chain} | {Text(DiffText.Change(before.WorstUsd, after.WorstUsd))} "
            + $"| {DiffText.Change(before.WorstTime, after.WorstTime)} "
            + $"| {(before.WorstAttempts == after.WorstAttempts ? "" : $"{before.WorstAttempts} → ")}{after.WorstAttempts} |{typical}";
    }

    private static void Table(StringBuilder text, IEnumerable<TableChange> changes, string? folded)
    {
        TableChange[] all = [.. changes];
        if (all.Length == 0)
        {
            return;
        }

        Line(text, "");
        if (folded is not null)
        {
            Line(text, $"<details><summary>{Show.Count(all.Length)} {folded}</summary>");
            Line(text, "");
        }

        Line(text, "| | Where | What changed | What follows |");
        Line(text, "|---|---|---|---|");
        foreach (var (change, more) in DiffResult.Shortened(all, MostOfAKind))
        {
            if (text.Length > MostCharacters)
            {
                Line(text, "| | | …and more than fits into a comment | |");
                break;
            }

            Line(text, change is null
                ? $"| | | {Text(more)} | |"
                : $"| {Mark(change.Kind.Level)} | {Text(change.Subject)} | {Text(change.What)} `{change.Kind.Id}` "
                    + $"| {Text(change.Kind.Meaning)} |");
        }

        if (folded is not null)
        {
            Line(text, "");
            Line(text, "</details>");
        }
    }

    private static string Mark(FindingLevel level) => level switch
    {
        FindingLevel.Error => "❌ error",
        FindingLevel.Warning => "⚠️ warning",
        _ => "note",
    };

    private static string Tag(string table) => DiffResult.TagOf(table);

    private static string Text(string text) => FindingMarkdown.Text(text);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
