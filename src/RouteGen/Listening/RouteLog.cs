using Microsoft.Extensions.Logging;
using RouteGen.Records;

namespace RouteGen.Listening;

/// <summary>
/// What RouteGen logs: one event id per outcome, names, codes and details only. Budgets (40 to 49) and spend (50 to 59) have their own.
/// </summary>
internal static partial class RouteLog
{
#pragma warning disable SYSLIB1015 // Status and code go along for structured logs; the text has them in {Reason}, as far as there are any.
    [LoggerMessage(
        1, LogLevel.Debug, "Route {Route} served by {Target} in {LatencyMs} ms for {CostUsd} USD ({CostBucket}); record {RecordId}")]
    public static partial void Served(
        this ILogger log, string route, string? target, double latencyMs, object costUsd, string costBucket, string recordId);

    [LoggerMessage(2, LogLevel.Warning, "Route {Route} served by {Target} after {Fault}: {Attempts} attempts, {LatencyMs} ms, {CostUsd} " +
        "USD ({CostBucket}); record {RecordId}")]
    public static partial void ServedByFallback(
        this ILogger log,
        string route, string? target, Fault? fault, int attempts, double latencyMs, object costUsd, string costBucket, string recordId);

    [LoggerMessage(
        3,
        LogLevel.Error,
        "Route {Route} failed with {Fault}: {Attempts} attempts, {LatencyMs} ms, {CostUsd} USD ({CostBucket}); record {RecordId}")]
    public static partial void Failed(
        this ILogger log, string route, Fault fault, int attempts, double latencyMs, object costUsd, string costBucket, string recordId);

    [LoggerMessage(
        4,
        LogLevel.Warning,
        "Route {Route} stopped with {Fault}: {Attempts} attempts, {LatencyMs} ms, {CostUsd} USD ({CostBucket}); record {RecordId}")]
    public static partial void Stopped(
        this ILogger log, string route, Fault fault, int attempts, double latencyMs, object costUsd, string costBucket, string recordId);

    [LoggerMessage(
        5,
        LogLevel.Information,
        "Route {Route} was cancelled by its caller: {Attempts} attempts, {LatencyMs} ms, {CostUsd} USD ({CostBucket}); record {RecordId}")]
    public static partial void Cancelled(
        this ILogger log, string route, int attempts, double latencyMs, object costUsd, string costBucket, string recordId);

    [LoggerMessage(6, LogLevel.Error, "Route {Route}: the stream of {Target} broke off with {Fault} after {LatencyMs} ms, {CostUsd} USD " +
        "({CostBucket}); record {RecordId}")]
    public static partial void Broken(
        this ILogger log, string route, string? target, Fault fault, double latencyMs, object costUsd, string costBucket, string recordId);

    [LoggerMessage(
        7,
        LogLevel.Information,
        "Route {Route}: the caller left the stream of {Target} after {LatencyMs} ms, {CostUsd} USD ({CostBucket}); record {RecordId}")]
    public static partial void Abandoned(
        this ILogger log, string route, string? target, double latencyMs, object costUsd, string costBucket, string recordId);

    [LoggerMessage(10, LogLevel.Warning, "Route {Route}: {Target} failed with {Fault} ({Reason}) in {LatencyMs} ms")]
    public static partial void AttemptFailed(
        this ILogger log, string route, string target, Fault fault, string reason, double latencyMs, int? statusCode, string? code);

    [LoggerMessage(
        11, LogLevel.Error, "Route {Route}: {Target} cannot be used, {Fault} ({Reason}); its setup at provider {Provider} needs attention")]
    public static partial void TargetUnusable(
        this ILogger log, string route, string target, Fault fault, string reason, string provider, int? statusCode, string? code);

    [LoggerMessage(
        12,
        LogLevel.Warning,
        "Route {Route}: {Requests} requests were sent for one attempt at {Target}; something below RouteGen retries them")]
    public static partial void HiddenRetries(this ILogger log, string route, string target, int requests);

    [LoggerMessage(13, LogLevel.Debug, "Route {Route}: {Target} failed with {ExceptionType} while its stream was disposed")]
    public static partial void StreamReleaseFailed(this ILogger log, string route, string target, string exceptionType);

    [LoggerMessage(14, LogLevel.Warning, "Route {Route}: {Target} cost {StatedUsd} USD according to its provider and {ComputedUsd} USD " +
        "at price {PriceId}; the table's price has drifted")]
    public static partial void PriceDrifted(
        this ILogger log, string route, string target, decimal? statedUsd, decimal? computedUsd, string? priceId);

    [LoggerMessage(15, LogLevel.Warning, "Model {Model} has no rate for {Kinds}, but replies contain it: an upper bound is charged. Add " +
        "{Rates} to its 'usdPerMTok' in the table")]
    public static partial void RateMissing(this ILogger log, string model, string kinds, string rates);

    [LoggerMessage(16, LogLevel.Warning, "Model {Model} has no price for {Kinds}: what it costs is unknown, and no budget or limit " +
        "counts it. Add {Rates} to its 'usdPerMTok' in the table (0 if it is free)")]
    public static partial void PriceMissing(this ILogger log, string model, string kinds, string rates);

    [LoggerMessage(17, LogLevel.Warning, "Target {Target} was asked for {Deployment}, and {ResponseModel} answered: its cost is computed " +
        "at the price of {Model}")]
    public static partial void OtherModelServed(this ILogger log, string target, string deployment, string responseModel, string model);

    [LoggerMessage(18, LogLevel.Warning, "Target {Target} counted parts of its tokens, such as cached ones, that are larger than the " +
        "whole: they are charged as far as the whole goes")]
    public static partial void CountsClamped(this ILogger log, string target);

    [LoggerMessage(19, LogLevel.Warning, "Target {Target} was served at the tier '{Tier}', {Problem}")]
    public static partial void TierSurprising(this ILogger log, string target, string tier, string problem);

    [LoggerMessage(32, LogLevel.Warning, "Target {Target}: its dialect has no words for {Options}, which were not sent")]
    public static partial void OptionsUnsent(this ILogger log, string target, string options);

    [LoggerMessage(33, LogLevel.Information, "Target {Target} consulted {ResponseModel}, whose tokens are charged beside its own")]
    public static partial void ModelConsulted(this ILogger log, string target, string responseModel);

    [LoggerMessage(34, LogLevel.Information, "Route {Route}: an operation moved from {From} to {Target}, where {Tokens} tokens were not " +
        "read from a cache, for {LostUsd} USD more; record {RecordId}")]
    public static partial void CacheLost(
        this ILogger log, string route, string from, string? target, long tokens, object lostUsd, string recordId);

    [LoggerMessage(20, LogLevel.Warning, "Target {Target} is skipped in every chain: {Problem}")]
    public static partial void TargetNotConfigured(this ILogger log, string target, string problem);

    [LoggerMessage(21, LogLevel.Information, "New settings are in effect")]
    public static partial void SettingsReloaded(this ILogger log);

    [LoggerMessage(22, LogLevel.Error, "New settings were rejected, and the last good ones stay in effect: {Problems}")]
    public static partial void SettingsRefused(this ILogger log, string problems);

    [LoggerMessage(23, LogLevel.Warning, "Target {Target} is disabled in every chain by configuration")]
    public static partial void TargetDisabled(this ILogger log, string target);

    [LoggerMessage(24, LogLevel.Warning, "Target {Target} failed its probe with {Fault} ({Reason}); route {Route} would need it")]
    public static partial void ProbeFailed(
        this ILogger log, string target, Fault fault, string reason, string route, int? statusCode, string? code);

    [LoggerMessage(25, LogLevel.Error, "Targets could not be probed; the next probe will be on schedule")]
    public static partial void ProbingFailed(this ILogger log, Exception exception);

    [LoggerMessage(26, LogLevel.Warning, "Provider {Provider} has fewer keys than it should have: set {Missing}")]
    public static partial void KeysMissing(this ILogger log, string provider, string missing);

    [LoggerMessage(30, LogLevel.Error, "Observer {Observer} failed; the call is not affected")]
    public static partial void ObserverFailed(this ILogger log, string? observer, Exception exception);

    [LoggerMessage(31, LogLevel.Error, "Route {Route}: the hook {Hook} failed; the call is not affected")]
    public static partial void HookFailed(this ILogger log, string route, string hook, Exception exception);

    /// <summary>The line of a finished call.</summary>
    public static void Completed(this ILogger log, RouteRecord r)
    {
        if (log.IsEnabled(LevelOf(r)))
        {
            Write(log, r);
        }
    }

    private static LogLevel LevelOf(RouteRecord r) => r.Outcome switch
    {
        RouteOutcome.Served => r.Attempts.Count == 1 ? LogLevel.Debug : LogLevel.Warning,
        RouteOutcome.Stopped => LogLevel.Warning,
        RouteOutcome.Cancelled or RouteOutcome.Abandoned => LogLevel.Information,
        _ => LogLevel.Error,
    };

    private static void Write(ILogger log, RouteRecord r)
    {
        var ms = Math.Round(r.Latency.TotalMilliseconds, 1);
        var cost = r.CostUsd ?? (object)"unknown";
        switch (r.Outcome)
        {
            case RouteOutcome.Served when r.Attempts.Count == 1:
                log.Served(r.Route, r.ServedBy, ms, cost, r.CostBucket, r.Id);
                break;
            case RouteOutcome.Served:
                log.ServedByFallback(
                    r.Route, r.ServedBy, r.FallbackReason ?? r.Attempts[0].Fault, r.Attempts.Count, ms, cost, r.CostBucket, r.Id);
                break;
            case RouteOutcome.Stopped:
                log.Stopped(r.Route, r.Fault, r.Attempts.Count, ms, cost, r.CostBucket, r.Id);
                break;
            case RouteOutcome.Cancelled:
                log.Cancelled(r.Route, r.Attempts.Count, ms, cost, r.CostBucket, r.Id);
                break;
            case RouteOutcome.Broken:
                log.Broken(r.Route, r.ServedBy, r.Fault, ms, cost, r.CostBucket, r.Id);
                break;
            case RouteOutcome.Abandoned:
                log.Abandoned(r.Route, r.ServedBy, ms, cost, r.CostBucket, r.Id);
                break;
            default:
                log.Failed(r.Route, r.Fault, r.Attempts.Count, ms, cost, r.CostBucket, r.Id);
                break;
        }
    }
}
