using System.Diagnostics;
using RouteGen.Definitions;
using RouteGen.Records;

namespace RouteGen.Listening;

/// <summary>
/// The spans of the source <c>RouteGen</c>: an INTERNAL span per call, without usage, and under it a CLIENT span per attempt by
/// OpenTelemetry's GenAI conventions 1.41.1. Usage on the parent would be counted twice by every backend that sums.
/// </summary>
/// <remarks>
/// What is known before a span begins is given to it at its creation: a sampler sees it, and it costs neither a lock nor a search, as each
/// tag set later does. Those that come at the end are added, not set, since none of them is there before. A span begins and ends when its
/// record says so, and reads no clock of its own.
/// </remarks>
internal static class RouteActivities
{
    private static readonly ActivitySource Source = new(Instrumentation.Name, Instrumentation.Version);

    /// <summary>Whether anybody would hear of a span.</summary>
    public static bool AreHeard => Source.HasListeners();

    /// <summary>Begins a span under the current one; null where nobody wants it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="at">When what it shows began.</param>
    /// <param name="tags">What is known by now.</param>
    public static Activity? Start(string name, ActivityKind kind, DateTimeOffset at, KeyValuePair<string, object?>[] tags) =>
        Source.StartActivity(name, kind, parentContext: default, tags, links: null, at);

    /// <summary>Ends the span of an attempt.</summary>
    /// <param name="activity">The span.</param>
    /// <param name="type">What was asked for.</param>
    /// <param name="attempt">What came of it.</param>
    /// <param name="responseId">The provider's id of the reply.</param>
    /// <param name="finishReason">Why the model stopped.</param>
    public static void Finish(Activity activity, RouteType type, AttemptRecord attempt, string? responseId, string? finishReason)
    {
        if (activity.IsAllDataRequested)
        {
            Add(activity, "gen_ai.response.id", responseId);
            Add(activity, "gen_ai.response.model", attempt.ResponseModel);
            if (finishReason is not null)
            {
                activity.AddTag("gen_ai.response.finish_reasons", GenAi.Reasons(finishReason));
            }

            if (attempt.TimeToFirstToken is { } first)
            {
                activity.AddTag("gen_ai.response.time_to_first_chunk", first.TotalSeconds);
            }

            if (attempt.Usage is { } usage)
            {
                activity.AddTag("gen_ai.usage.input_tokens", Boxed.From(usage.Input));
                if (type == RouteType.Chat)
                {
                    activity.AddTag("gen_ai.usage.output_tokens", Boxed.From(usage.Output));
                    activity.AddTag("gen_ai.usage.cache_read.input_tokens", Boxed.From(usage.CachedInput));
                    activity.AddTag("gen_ai.usage.cache_creation.input_tokens", Boxed.From(usage.CacheWrite + usage.CacheWrite1h));
                    activity.AddTag("gen_ai.usage.reasoning.output_tokens", Boxed.From(usage.Reasoning));
                }
            }

            if (attempt.Fault != Fault.None)
            {
                Fail(activity, attempt.Fault, attempt.StatusCode);
            }
        }

        End(activity, attempt.Latency);
    }

    /// <summary>Ends the span of a call.</summary>
    /// <param name="activity">The span.</param>
    /// <param name="record">What came of it.</param>
    public static void Finish(Activity activity, RouteRecord record)
    {
        if (activity.IsAllDataRequested)
        {
            activity.AddTag("routegen.record.id", record.Id);
            activity.AddTag("routegen.outcome", EnumNames<RouteOutcome>.NameOf(record.Outcome));
            Add(activity, "routegen.served_by", record.ServedBy);
            activity.AddTag("routegen.attempts", Boxed.From(record.Attempts.Count));
            if (record.Stayed)
            {
                activity.AddTag("routegen.stayed", Boxed.True);
            }

            if (record.LostCacheUsd is { } lost)
            {
                activity.AddTag("routegen.lost_cache_usd", (double)lost);
            }

            if (record.CostUsd is { } cost)
            {
                activity.AddTag("routegen.cost_usd", (double)cost);
            }

            if (record.Outcome is RouteOutcome.Failed or RouteOutcome.Stopped or RouteOutcome.Broken)
            {
                Fail(activity, record.Fault, record.StatusCode);
            }
        }

        End(activity, record.Latency);
    }

    private static void End(Activity activity, TimeSpan latency)
    {
        activity.SetEndTime(activity.StartTimeUtc + latency);
        activity.Dispose();
    }

    private static void Fail(Activity activity, Fault fault, int? status)
    {
        activity.AddTag("error.type", GenAi.ErrorType(fault, status));
        activity.SetStatus(ActivityStatusCode.Error, EnumNames<Fault>.NameOf(fault));
    }

    private static void Add(Activity activity, string key, string? value)
    {
        if (value is not null)
        {
            activity.AddTag(key, (object)value);
        }
    }
}
