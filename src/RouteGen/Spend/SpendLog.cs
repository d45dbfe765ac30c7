using Microsoft.Extensions.Logging;
using RouteGen.Records;

namespace RouteGen.Spend;

/// <summary>What is logged of the spend store: event ids 50 to 59.</summary>
internal static partial class SpendLog
{
    [LoggerMessage(50, LogLevel.Warning, "{Calls} calls could not be written to the spend store ({ExceptionType}); they will be retried")]
    public static partial void SpendNotWritten(this ILogger log, int calls, string exceptionType, Exception exception);

    [LoggerMessage(51, LogLevel.Error, "Route {Route}: a call could not be recorded in the spend store and is lost to it: {CostUsd} USD " +
        "({CostBucket}); record {RecordId}")]
    public static partial void SpendLost(this ILogger log, string route, object costUsd, string costBucket, string recordId);
}
