using Microsoft.Extensions.Logging;

namespace RouteGen.Gateway.Records;

/// <summary>The one line of a request, and who looked at what was said: event ids 120 to 129.</summary>
internal static partial class GatewayLog
{
    /// <summary>Logs a request that has ended: as an error where the gateway or all targets failed, else as information.</summary>
    public static void Completed(ILogger log, in GatewayLogEntry entry)
    {
        var level = entry.Status >= 500 ? LogLevel.Warning : LogLevel.Information;
        if (!log.IsEnabled(level))
        {
            return;
        }

        var record = entry.Record;
        var lane = record is { Attempts: [.., { Lane: { } way }] } ? way == RequestLane.Relay ? "relay" : "translate" : null;
        Request(
            log, level, entry.Status, LoggedText.Clean(entry.Model), record?.Route, record?.ServedBy,
            lane, record?.Outcome, record is null || record.Fault == Fault.None ? entry.Refusal : record.Fault,
            Math.Round((record?.Latency ?? entry.Elapsed).TotalMilliseconds, 1),
            record is null ? null : record.EstimatedInputTokens + (record.EstimatedOutputTokens ?? 0),
            record?.CostUsd, record?.CostBucket, record?.Retries ?? 0,
            LoggedText.Clean(record?.Caller.User), LoggedText.Clean(record?.Caller.Agent),
            LoggedText.Clean(record?.Caller.Tenant), LoggedText.Clean(entry.KeyId), record?.Id ?? entry.RecordId);
    }

    [LoggerMessage(
        121, LogLevel.Warning, "{Reader} read what was said in record {RecordId}: {Found} parts", EventName = "ContentRead")]
    public static partial void ContentRead(ILogger log, string reader, string recordId, int found);

    [LoggerMessage(
        122, LogLevel.Warning, "{Reader} erased {Erased} prompts and replies of tenant {Tenant}, user {User}", EventName = "ContentErased")]
    public static partial void ContentErased(ILogger log, string reader, long erased, string? tenant, string? user);

    [LoggerMessage(
        123, LogLevel.Error, "Route {Route} has no target that can be asked as things are configured, and answers 503: {Problems}",
        EventName = "RouteWithoutTarget")]
    public static partial void RouteWithoutTarget(ILogger log, string route, string problems);

    [LoggerMessage(
        EventId = 120,
        EventName = "Request",
        Message = "{Status} for {Model}: route {Route}, target {Target} ({Lane}), {Outcome} {Fault} in {LatencyMs} ms; about "
            + "{TokenEstimate} tokens, " +
            "{CostUsd} USD ({CostBucket}), {Retries} retries; user {User}, agent {Agent}, tenant {Tenant}, key {KeyId}; record {RecordId}")]
    private static partial void Request(
        ILogger log, LogLevel level, int status, string? model, string? route, string? target, string? lane, RouteOutcome? outcome,
        object? fault, double latencyMs, long? tokenEstimate, decimal? costUsd, string? costBucket, int retries, string? user,
        string? agent, string? tenant, string? keyId, string? recordId);
}
