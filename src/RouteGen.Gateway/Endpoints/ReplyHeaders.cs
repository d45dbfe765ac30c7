using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RouteGen.Gateway.Endpoints;

/// <summary>The headers in which a reply says what became of its request.</summary>
internal static class ReplyHeaders
{
    public const string RequestId = "x-request-id";
    public const string AnthropicRequestId = "request-id";
    public const string Target = "x-routegen-target";
    public const string Attempts = "x-routegen-attempts";
    public const string Skipped = "x-routegen-skipped";
    public const string Lane = "x-routegen-lane";
    public const string Dropped = "x-routegen-dropped";
    public const string CostUsd = "x-routegen-cost-usd";
    public const string ShouldRetry = "x-should-retry";

    /// <summary>What browsers may read of a reply of another origin.</summary>
    public static IReadOnlyList<string> Exposed { get; } =
        [RequestId, AnthropicRequestId, Target, Attempts, Skipped, Lane, Dropped, CostUsd, ShouldRetry, "retry-after"];

    /// <summary>Sees to it that nobody keeps what is said to one caller.</summary>
    public static void Protect(IHeaderDictionary headers)
    {
        headers.CacheControl = "private, no-store";
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
    }

    public static void Name(IHeaderDictionary headers, Guid callId) => Name(headers, callId.ToString("N"));

    // Anthropic's own name for it is what its SDKs look at.
    private static void Name(IHeaderDictionary headers, string id) => headers[RequestId] = headers[AnthropicRequestId] = id;

    /// <summary>What is known before the reply has ended.</summary>
    public static void Describe(
        IHeaderDictionary headers, string target, int attempts, IReadOnlyList<SkippedTarget> skipped, RequestLane? lane,
        RequestParameters left, string? unsent)
    {
        headers[Target] = target;
        headers[Attempts] = attempts.ToString(CultureInfo.InvariantCulture);
        if (skipped.Count > 0)
        {
            headers[Skipped] = string.Join(", ", skipped.Select(static s => s.Target));
        }

        if (lane is { } way)
        {
            headers[Lane] = way == RequestLane.Relay ? "relay" : "translate";
        }

        if (Unsent(left, unsent) is { Length: > 0 } dropped)
        {
            headers[Dropped] = dropped;
        }
    }

    /// <summary>What a record says of a call that has ended.</summary>
    public static void Describe(IHeaderDictionary headers, RouteRecord record)
    {
        Name(headers, record.Id);
        headers[Attempts] = record.Attempts.Count.ToString(CultureInfo.InvariantCulture);
        if (record.ServedBy is { } target)
        {
            headers[Target] = target;
        }

        if (record.Skipped.Count > 0)
        {
            headers[Skipped] = string.Join(", ", record.Skipped.Select(static s => s.Target));
        }

        if (RecordUsage.AttemptOf(record) is { } last)
        {
            if (last.Lane is { } lane)
            {
                headers[Lane] = lane == RequestLane.Relay ? "relay" : "translate";
            }

            if (Unsent(last.DroppedOptions, last.Unsent) is { Length: > 0 } dropped)
            {
                headers[Dropped] = dropped;
            }
        }

        if (record.CostUsd is { } cost)
        {
            headers[CostUsd] = cost.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Unsent(RequestParameters left, string? unsent)
    {
        if (left == RequestParameters.None)
        {
            return unsent ?? "";
        }

        var names = new List<string>();
        foreach (var parameter in Enum.GetValues<RequestParameters>())
        {
            if (parameter != RequestParameters.None && left.HasFlag(parameter))
            {
                names.Add(parameter.ToString());
            }
        }

        return string.Join(", ", unsent is not null ? names.Append(unsent) : names);
    }
}
