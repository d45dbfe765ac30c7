using Microsoft.Extensions.Logging;

namespace RouteGen.Records;

/// <summary>What is logged of the record store: event ids 60 to 69.</summary>
internal static partial class RecordStoreLog
{
    [LoggerMessage(
        60, LogLevel.Warning, "{Records} records could not be written to the record store ({ExceptionType}); they will be retried")]
    public static partial void RecordsNotStored(this ILogger log, int records, string exceptionType, Exception exception);

    [LoggerMessage(61, LogLevel.Error, "{Records} records are lost to the record store; the first is {RecordId}")]
    public static partial void RecordsLost(this ILogger log, int records, string recordId);
}
