using System.Globalization;
using RouteGen.Tool.Terminal;
using Spectre.Console;
using Grid = Spectre.Console.Grid;
using Spectre.Console.Rendering;

namespace RouteGen.Tool.Calls;

/// <summary>One call for a terminal: its attempts along its time, and what is known of it besides.</summary>
internal static class CallText
{
    public static IEnumerable<IRenderable> Create(CallRecord call, bool hasBlocks)
    {
        yield return Line($"[bold]{Safe(call.Text("id"))}[/] · {Outcome(call)} · {Safe(call.Text("route"))} "
            + $"of {Safe(call.Text("table"))} · {Safe(Started(call))}");
        yield return Line(Safe(string.Join(" · ", Sums(call))));
        yield return Waterfall(call, hasBlocks);
        for (var i = 0; i < call.Attempts.Count; i++)
        {
            if (Beside(call.Attempts[i]) is { Length: > 0 } beside)
            {
                yield return Line($"[dim]  {i + 1}: {Safe(beside)}[/]");
            }
        }

        foreach (var (target, reason) in call.Skipped)
        {
            yield return Line($"[dim]  {Safe(target)} was not asked: {Safe(reason)}[/]");
        }

        if (Facts(call).ToArray() is { Length: > 0 } facts)
        {
            yield return Text.NewLine;
            var grid = new Spectre.Console.Grid().AddColumn().AddColumn();
            foreach (var (name, value) in facts)
            {
                grid.AddRow(new Markup($"[dim]{Safe(name)}[/]"), new Markup(Safe(value)));
            }

            yield return grid;
        }
    }

    private static Table Waterfall(CallRecord call, bool hasBlocks)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["", "target", $"0 … {Time(call.LatencyMs)}", "at", "took", "came", "tokens", "cost"])
        {
            table.AddColumn(new TableColumn(Safe(column)) { NoWrap = true });
        }

        var scale = new CallBar(Math.Max(call.LatencyMs, call.AttemptsMs), hasBlocks);
        for (var i = 0; i < call.Attempts.Count; i++)
        {
            var attempt = call.Attempts[i];
            table.AddRow(
                (i + 1).ToString(CultureInfo.InvariantCulture), Safe(attempt.Text("target")), scale.Create(attempt),
                Time(attempt.OffsetMs), Time(attempt.LatencyMs), Came(attempt), Safe(Tokens(attempt)), Safe(Cost(attempt)));
        }

        return table;
    }

    private static IEnumerable<string> Sums(CallRecord call)
    {
        yield return "took " + Time(call.LatencyMs);
        if (call.Number("timeToFirstTokenMs") is { } first)
        {
            yield return "first token after " + Time(first);
        }

        yield return Wording.Counted(call.Attempts.Count, "attempt");
        yield return Wording.Usd(call.Number("costUsd")) + (call.Text("costSource") is { } source ? $" ({source})" : "");
        if (call.Number("creditUsd") is > 0 and var credit)
        {
            yield return $"{Wording.Usd(credit)} of it by free credit";
        }

        if (call.LatencyMs - call.AttemptsMs is var rest && rest >= 1 && call.Attempts.Count > 0)
        {
            yield return $"{Time(rest)} in no attempt";
        }
    }

    private static IEnumerable<(string Name, string Value)> Facts(CallRecord call)
    {
        (string Name, string? Value)[] facts =
        [
            ("finish", call.Text("finishReason")),
            ("fell back for", call.Text("fallbackReason")),
            ("budget", call.Text("exceededBudget") is { } budget ? $"{budget} was exceeded" : null),
            ("arm", call.Text("arm")),
            ("stayed", call.Is("stayed") ? "at the target that served the operation last" : null),
            ("asked for", call.Text("requestedModel")),
            ("estimated", call.Number("estimatedTokens", "input") is { } input
                ? $"{Wording.Count((long)input)} in"
                    + (call.Number("estimatedTokens", "output") is { } output ? $", up to {Wording.Count((long)output)} out" : "")
                    + $", {Wording.Usd(call.Number("estimatedCostUsd"))}" : null),
            ("lost cache", call.Number("lostCacheUsd") is { } lost ? Wording.Usd(lost) : null),
            ("bucket", call.Text("costBucket")),
            ("tenant", call.Text("caller", "tenant")), ("user", call.Text("caller", "user")), ("agent", call.Text("caller", "agent")),
            ("key", call.Text("caller", "key")), ("operation", call.Text("caller", "operationId")),
            ("trace", call.Text("traceId")), ("table hash", call.Text("tableHash")),
        ];
        return facts.Where(static f => !string.IsNullOrEmpty(f.Value)).Select(static f => (f.Name, f.Value!));
    }

    private static string Outcome(CallRecord call)
    {
        var outcome = call.Text("outcome") ?? "?";
        var colour = outcome switch { "served" => "green", "cancelled" or "abandoned" => "yellow", _ => "red" };
        var fault = call.Text("fault") is { } why ? $" ({Safe(why)})" : call.Text("servedBy") is { } by ? $" by {Safe(by)}" : "";
        return $"[{colour}]{Safe(outcome)}{fault}[/]";
    }

    private static string Came(CallAttempt attempt)
    {
        var status = attempt.Text("statusCode");
        string?[] words = [status, attempt.Fault ?? "served", attempt.Text("code")];
        var text = Safe(string.Join(' ', words.Where(static w => !string.IsNullOrEmpty(w)).Distinct(StringComparer.Ordinal)));
        return attempt.Fault is null ? $"[green]{text}[/]" : $"[red]{text}[/]";
    }

    private static string Tokens(CallAttempt attempt)
    {
        if (attempt.Tokens("input", out var isEstimated) is not { } input)
        {
            return "";
        }

        (string Name, string Word)[] kinds = [("cachedInput", "cached"), ("cacheWrite", "written"), ("cacheWrite1h", "written for 1 h"),
            ("reasoning", "reasoning")];
        var parts = kinds.Select(kind => (kind.Word, Count: attempt.Tokens(kind.Name, out _) ?? 0)).Where(static k => k.Count > 0)
            .Select(static k => $"{Wording.Count(k.Count)} {k.Word}").ToArray();
        return (isEstimated ? "about " : "") + $"{Wording.Count(input)} in, {Wording.Count(attempt.Tokens("output", out _) ?? 0)} out"
            + (parts.Length > 0 ? $" ({string.Join(", ", parts)})" : "");
    }

    private static string Cost(CallAttempt attempt)
    {
        var credit = attempt.Number("creditUsd");
        return Wording.Usd(attempt.Number("costUsd")) + (credit is > 0 ? $" ({Wording.Usd(credit)} by credit)" : "");
    }

    private static string Beside(CallAttempt attempt) => string.Join("; ", ((string?[])
    [
        attempt.DelayMs > 0 ? $"after a wait of {Time(attempt.DelayMs)}" : null,
        attempt.FirstTokenMs is { } first ? $"first token after {Time(first)}" : null,
        attempt.Number("credential") is { } place ? $"key {place}" : null,
        attempt.Text("serviceTier") is { } tier and not "standard" ? tier : null,
        attempt.Text("lane"),
        attempt.Text("responseModel") is { } model && model != attempt.Text("model") && model != attempt.Text("deployment") ? model : null,
        attempt.Words("droppedOptions") is { Count: > 0 } dropped ? $"without {string.Join(", ", dropped)}" : null,
        attempt.Text("unsent") is { } unsent ? $"not sent: {unsent}" : null,
        attempt.Text("detail"),
    ]).Where(static word => !string.IsNullOrEmpty(word)));

    private static string Started(CallRecord call) =>
        DateTimeOffset.TryParse(call.Text("startedAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : "?";

    private static string Time(decimal milliseconds) => Wording.Duration(TimeSpan.FromMilliseconds((double)decimal.Round(milliseconds, 1)));

    private static Rows Line(string markup) => new(new Markup(markup));

    /// <summary>Text of records and endpoints is anybody's.</summary>
    private static string Safe(string? text) =>
        Markup.Escape(string.Concat((text ?? "?").Select(static c => char.IsControl(c) || Model.Problems.PlainText.IsUnseen(c) ? '?' : c)));
}
