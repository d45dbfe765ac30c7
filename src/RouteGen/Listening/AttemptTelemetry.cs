using System.Diagnostics;
using RouteGen.Definitions;

namespace RouteGen.Listening;

/// <summary>
/// Spans and measurements of the attempts at one target of one route. It is made with the plan and keeps the tags that calls have in
/// common: they are written again only when a call differs from the one before it. Calls share it without a lock, since what it keeps is
/// never changed, only replaced.
/// </summary>
/// <param name="route">The route.</param>
/// <param name="target">The target, with the deployment in force.</param>
/// <param name="address">Where requests to it go; null for a client of the application's.</param>
internal sealed class AttemptTelemetry(RouteDefinition route, TargetDefinition target, Uri? address)
{
    private AttemptMeasures? _measures;
    private SpanTags? _whole;
    private SpanTags? _streamed;

    /// <summary>
    /// Begins the span of an attempt, under the span of its call; null where nobody hears of it. Whether anybody could is to be asked
    /// before: <see cref="RouteActivities.AreHeard"/>.
    /// </summary>
    /// <param name="at">When the attempt began.</param>
    /// <param name="streamed">Whether a stream is asked for.</param>
    /// <param name="maxOutputTokens">Output tokens asked for at most, as sent.</param>
    /// <param name="temperature">The temperature, as sent.</param>
    /// <param name="dimensions">The length of vectors, as sent.</param>
    public Activity? Start(DateTimeOffset at, bool streamed, int? maxOutputTokens, float? temperature, int? dimensions)
    {
        var asked = new Asked(streamed, maxOutputTokens, temperature, dimensions);
        ref var kept = ref streamed ? ref _streamed : ref _whole;
        var known = Volatile.Read(ref kept);
        if (known is null || known.Asked != asked)
        {
            Volatile.Write(ref kept, known = new SpanTags(
                asked, known?.Name ?? $"{GenAi.OperationOf(route.Type)} {target.Deployment}", Write(target, address, route.Type, asked)));
        }

        return RouteActivities.Start(known.Name, ActivityKind.Client, at, known.Tags);
    }

    /// <summary>Ends the span of an attempt.</summary>
    /// <param name="activity">The span; null where nobody hears of it.</param>
    /// <param name="attempt">What came of it.</param>
    /// <param name="responseId">The provider's id of the reply.</param>
    /// <param name="finishReason">Why the model stopped.</param>
    public void End(Activity? activity, AttemptRecord attempt, string? responseId, string? finishReason)
    {
        if (activity is not null)
        {
            RouteActivities.Finish(activity, route.Type, attempt, responseId, finishReason);
        }
    }

    /// <summary>Measures an attempt that has ended.</summary>
    /// <param name="bucket">The account that is charged.</param>
    /// <param name="attempt">What came of it.</param>
    public void Record(string bucket, AttemptRecord attempt)
    {
        if (RouteMetrics.AreAttemptsHeard)
        {
            (_measures ??= new AttemptMeasures(route, target)).Record(bucket, attempt);
        }
    }

    /// <summary>The tags of an attempt that begins.</summary>
    public static KeyValuePair<string, object?>[] Write(TargetDefinition target, Uri? address, RouteType type, in Asked asked)
    {
        var tags = new List<KeyValuePair<string, object?>>(9)
        {
            new("gen_ai.operation.name", GenAi.OperationOf(type)),
            new("gen_ai.provider.name", GenAi.ProviderName(target.Provider)),
            new("gen_ai.request.model", target.Deployment),
        };
        if (type == RouteType.Chat)
        {
            tags.Add(new("gen_ai.request.stream", asked.Streamed));
            AddIfSet(tags, "gen_ai.request.max_tokens", asked.MaxOutputTokens);
            AddIfSet(tags, "gen_ai.request.temperature", asked.Temperature);
        }
        else
        {
            AddIfSet(tags, "gen_ai.embeddings.dimension.count", asked.Dimensions);
        }

        tags.Add(new("routegen.target", target.Name));
        if (address is not null)
        {
            tags.Add(new("server.address", address.Host));
            if (address.Port >= 0)
            {
                tags.Add(new("server.port", address.Port));
            }
        }

        return [.. tags];
    }

    private static void AddIfSet(List<KeyValuePair<string, object?>> tags, string key, object? value)
    {
        if (value is not null)
        {
            tags.Add(new(key, value));
        }
    }

    /// <summary>What may differ from call to call.</summary>
    public readonly record struct Asked(bool Streamed, int? MaxOutputTokens, float? Temperature, int? Dimensions);

    private sealed record SpanTags(Asked Asked, string Name, KeyValuePair<string, object?>[] Tags);
}
