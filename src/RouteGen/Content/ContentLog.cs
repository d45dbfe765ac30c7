using Microsoft.Extensions.Logging;

namespace RouteGen.Content;

/// <summary>What is logged of captured prompts and replies: event ids 70 to 79. Never what they say.</summary>
internal static partial class ContentLog
{
    [LoggerMessage(
        70, LogLevel.Warning, "{Contents} prompts and replies could not be written to the content store ({ExceptionType}); they will be " +
        "retried")]
    public static partial void ContentNotStored(this ILogger log, int contents, string exceptionType, Exception exception);

    [LoggerMessage(71, LogLevel.Error, "{Contents} prompts and replies are lost to the content store; the first is of record {RecordId}")]
    public static partial void ContentLost(this ILogger log, int contents, string recordId);

    [LoggerMessage(72, LogLevel.Error, "What was said in record {RecordId} could not be captured ({Problem})")]
    public static partial void ContentUnreadable(this ILogger log, string recordId, string problem);

    [LoggerMessage(73, LogLevel.Warning, "Routes {Routes} capture prompts, and no content store is registered: nothing is kept. Call " +
        "AddRouteContent or AddRouteSqliteContent")]
    public static partial void NoContentStore(this ILogger log, string routes);

    [LoggerMessage(74, LogLevel.Information, "Prompts and replies are captured of routes {Routes}")]
    public static partial void ContentCaptured(this ILogger log, string routes);
}
