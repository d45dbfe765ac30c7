using System.Globalization;

namespace RouteGen.Tool.Smoke;

/// <summary>How values of a run read.</summary>
internal static class SmokeText
{
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Time(TimeSpan? time) => time switch
    {
        null => "–",
        { TotalSeconds: >= 10 } t => t.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        { TotalSeconds: >= 1 } t => t.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s",
        { } t => t.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms",
    };

    /// <summary>Dollars as a person reads them: two digits that say something.</summary>
    public static string Usd(decimal? usd) => usd switch
    {
        null => "–",
        0m => "$0",
        >= 1m or <= -1m => "$" + usd.Value.ToString("#,0.00", CultureInfo.InvariantCulture),
        { } value => "$" + Math.Round(value, Math.Min(10, DigitsBefore(value) + 2)).ToString("0.00########", CultureInfo.InvariantCulture),
    };

    public static string Verdict(SmokeVerdict verdict) => verdict switch
    {
        SmokeVerdict.Healthy => "healthy",
        SmokeVerdict.Refused => "refused",
        SmokeVerdict.Unhealthy => "unhealthy",
        _ => "not-run",
    };

    /// <summary>What became of a call, in a cell: <c>healthy</c>, <c>key-unknown (401)</c>.</summary>
    public static string Result(SmokeCall call) => call switch
    {
        { Verdict: SmokeVerdict.NotRun, Diagnosis.Id: "same" } => "not run",
        { Verdict: SmokeVerdict.NotRun } => $"not run: {call.Diagnosis?.Id}",
        { Verdict: SmokeVerdict.Healthy } => "healthy",
        { Verdict: SmokeVerdict.Refused } => $"refused, rightly{Status(call)}",
        _ => $"{call.Diagnosis?.Id}{Status(call)}",
    };

    public static string Fault(SmokeCall call) => call.Fault == RouteGen.Fault.None ? "" : Camel(call.Fault.ToString());

    public static string Tokens(SmokeCall call) => call.Usage is not { } usage ? "–" : string.Create(
        CultureInfo.InvariantCulture,
        $"{usage.Input}{(usage.CachedInput > 0 ? $" ({usage.CachedInput} cached)" : "")} → {usage.Output}"
            + $"{(usage.Reasoning > 0 ? $" ({usage.Reasoning} reasoning)" : "")}");

    public static string Left(SmokeCall call) => string.Join(", ", call.Limits.Where(static l => l.Left is not null)
        .Select(static l => $"{Number(l.Left!.Value)} {l.Unit}"));

    public static string Stream(SmokeCall call) => call.Stream is not { } stream ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $"{stream.Events} events, {(stream.HasUsage ? "counted" : "no usage")}, {stream.End ?? "no end marker"}");

    public static string Burn(QuotaBurn burn) =>
        $"{burn.Place.Id}: {Number(burn.Burnt)} {burn.Unit}"
        + (burn.Limit is { } limit ? $" of {Number(limit)}" : "")
        + (burn.Share is { } share ? $" ({share.ToString("0.###%", CultureInfo.InvariantCulture)})" : "")
        + $", {Number(burn.Before)} left before and {Number(burn.After)} after"
        + (burn.Refilled ? "; the limit was refilled in between" : "");

    private static string Status(SmokeCall call) =>
        call.Attempt?.StatusCode is { } status && call.Fault != RouteGen.Fault.None
            ? string.Create(CultureInfo.InvariantCulture, $" ({status})") : "";

    private static int DigitsBefore(decimal value)
    {
        var digits = 0;
        for (var v = Math.Abs(value); v < 1m && digits < 10; v *= 10)
        {
            digits++;
        }

        return digits;
    }
}
