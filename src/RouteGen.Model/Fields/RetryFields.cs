using RouteGen.Model.Json;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>Retries at one target.</summary>
internal static class RetryFields
{
    public static readonly FieldList<RouteRetry> All = new(
        new Field<RouteRetry, int>("maxRetries", Forms.Count("a whole number from 0 to 10", least: 0, most: 10))
        {
            Description = "Retries at one target after its first attempt.",
            Example = "1",
            Default = "1",
            Read = static (retry, value) => retry with { MaxRetries = value },
            Write = static (text, retry) => text.Add(retry.MaxRetries),
            Place = 0,
        },
        new Field<RouteRetry, TimeSpan>("delay", Forms.Wait)
        {
            Description =
                "The wait before the first retry; it doubles, with jitter. A number and its unit: ms, s, m or h; more than 0, at "
                + "most 24h.",
            Example = "\"200ms\"",
            Default = "\"200ms\"",
            Read = static (retry, value) => retry with { Delay = value },
            Write = static (text, retry) => text.Add(retry.Delay),
            Place = 1,
        },
        new Field<RouteRetry, TimeSpan>("maxDelay", Forms.Wait)
        {
            Description = "The longest wait between retries. A number and its unit: ms, s, m or h; more than 0, at most 24h.",
            Example = "\"2s\"",
            Default = "\"2s\"",
            Read = static (retry, value) => retry with { MaxDelay = value },
            Write = static (text, retry) => text.Add(retry.MaxDelay),
            Place = 2,
        });
}
