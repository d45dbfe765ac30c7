using System.Globalization;

namespace RouteGen.Gateway.Refusals;

/// <summary>
/// What a caller is told of a call that did not serve. What money is spent on is 402, so that no client repeats it; whatever is repeated
/// here already, by chains and retries, is not to be repeated by clients on top of it.
/// </summary>
internal static class RouteRefusals
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>What a failure of a call is to its caller.</summary>
    public static Refusal From(RouteException failure) => From(failure, failure.Record) with { Record = failure.Record };

    private static Refusal From(RouteException failure, RouteRecord record) => failure switch
    {
        BudgetExceededException exceeded => Exceeded(exceeded),
        BudgetBusyException busy => new(429, "budget_busy",
            $"Calls under way have reserved what is left of the budget '{busy.Budget}'. Try again shortly.")
        {
            RetryAfter = Bounded(busy.RetryAfter),
        },
        RouteStreamBrokenException => new(502, "stream_broken", $"The stream broke off ({record.Fault})."),
        _ => FromFault(record),
    };

    private static Refusal Exceeded(BudgetExceededException exceeded)
    {
        var when = exceeded.ResetsAt is { } at
            ? $"It has room again at {at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}."
            : "It does not say when it has room again.";
        return new(402, "budget_exceeded", $"The budget '{exceeded.Budget}' has too little left for this request. {when}")
        {
            Type = "insufficient_quota",
        };
    }

    private static Refusal FromFault(RouteRecord record)
    {
        var route = record.Route;
        switch (record.Fault)
        {
            case Fault.InputLimitExceeded:
                return new(413, "input_limit_exceeded",
                    $"The request has about {record.EstimatedInputTokens} input tokens, more than the route '{route}' accepts.");
            case Fault.ContextTooLong:
                return new(400, "context_length_exceeded", $"The request does not fit the window of any model of the route '{route}'.");
            case Fault.CostLimitExceeded:
                return new(402, "cost_limit_exceeded", $"The request could cost more than the route '{route}' allows for a call.")
                {
                    Type = "insufficient_quota",
                };
            case Fault.StateNotPortable:
                return new(400, "state_not_portable",
                    $"The route '{route}' has several providers, so a conversation that one of them keeps cannot be continued.");
            case Fault.ContentFiltered:
                return new(400, "content_filter", $"The provider's content filter refused the request{Erred(record)}.");
            case Fault.UnsupportedRequest:
                return new(400, "unsupported_request",
                    $"No target of the route '{route}' can do what the request asks for{Erred(record)}.");
            case Fault.InvalidRequest when record.Outcome == RouteOutcome.Stopped:
                return new(400, "invalid_request", $"The provider refused the request as invalid{Erred(record)}.");
            case Fault.BudgetUnavailable:
                return new(503, "budget_unavailable", "Budgets cannot be checked now, so the request was not sent.");
            default:
                return Unserved(record);
        }
    }

    // 429 if all are rate-limited, 504 if all timed out, 503 if none could be asked, else 502.
    private static Refusal Unserved(RouteRecord record)
    {
        var (asked, limited, late) = (record.Attempts.Count, 0, 0);
        for (var i = 0; i < asked; i++)
        {
            limited += record.Attempts[i].Fault is Fault.RateLimited or Fault.QuotaExhausted ? 1 : 0;
            late += record.Attempts[i].Fault == Fault.Timeout ? 1 : 0;
        }

        var route = record.Route;
        return asked == 0 ? new(503, "no_target_available", $"No target of the route '{route}' can be asked now.")
            : limited == asked ? new(429, "rate_limit_exceeded", $"All targets of the route '{route}' are at their rate limits.")
            : late == asked ? new(504, "timeout", $"No target of the route '{route}' answered in time.")
            : new(502, "upstream_failed", $"The route '{route}' failed after {asked} attempts, the last with {record.Fault}.");
    }

    private static string Erred(RouteRecord record) =>
        record.Attempts is [.., var last] ? $" (target '{last.Target}'{(last.StatusCode is { } s ? $", HTTP {s}" : "")})" : "";

    private static TimeSpan Bounded(TimeSpan wait) =>
        wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait > LongestWait ? LongestWait : wait;
}
