using RouteGen.Definitions;

namespace RouteGen.Listening;

/// <summary>
/// The measurements of the attempts at one target of one route. Those that one would write alike at every call, tags and all, are written
/// once.
/// </summary>
/// <param name="route">The route.</param>
/// <param name="target">The target, with the deployment in force.</param>
internal sealed class AttemptMeasures(RouteDefinition route, TargetDefinition target)
{
    private readonly CostTags?[] _costs = new CostTags?[(int)CostSource.Unknown + 1];
    private readonly ReplyTags _unnamed = new(null, [
        new("gen_ai.operation.name", GenAi.OperationOf(route.Type)),
        new("gen_ai.provider.name", GenAi.ProviderName(target.Provider)),
        new("gen_ai.request.model", target.Deployment),
    ]);

    private ReplyTags? _named;
    private CostTags? _wasted;

    public void Record(string bucket, AttemptRecord attempt)
    {
        RecordOperation(attempt);
        RecordCost(bucket, attempt);
    }

    private void RecordOperation(AttemptRecord attempt)
    {
        var tags = TagsOf(attempt.ResponseModel);
        if (attempt.Usage is { } usage)
        {
            RouteMetrics.TokenUsage.Record(usage.Input, tags.Input);
            if (route.Type == RouteType.Chat)
            {
                RouteMetrics.TokenUsage.Record(usage.Output, tags.Output);
            }
        }

        if (attempt.TimeToFirstToken is { } first)
        {
            RouteMetrics.TimeToFirstChunk.Record(first.TotalSeconds, tags.All);
        }

        RouteMetrics.OperationDuration.Record(
            attempt.Latency.TotalSeconds,
            attempt.Fault == Fault.None ? tags.All : tags.WithError(GenAi.ErrorType(attempt.Fault, attempt.StatusCode)));
    }

    private void RecordCost(string bucket, AttemptRecord attempt)
    {
        if (attempt.CostUsd is not { } cost)
        {
            return;
        }

        if (RouteMetrics.Cost.Enabled)
        {
            ref var kept = ref _costs[(int)attempt.CostSource];
            var known = Volatile.Read(ref kept);
            if (known?.Bucket != bucket)
            {
                Volatile.Write(ref kept, known = new CostTags(
                    bucket, [.. OfCost(bucket), new("source", EnumNames<CostSource>.NameOf(attempt.CostSource))]));
            }

            RouteMetrics.Cost.Add((double)cost, known.Tags);
        }

        if (attempt.Fault != Fault.None && cost > 0 && RouteMetrics.CostWasted.Enabled)
        {
            var known = Volatile.Read(ref _wasted);
            if (known?.Bucket != bucket)
            {
                Volatile.Write(ref _wasted, known = new CostTags(bucket, OfCost(bucket)));
            }

            RouteMetrics.CostWasted.Add((double)cost, known.Tags);
        }

        if (attempt.CreditUsd is { } credit && RouteMetrics.CostCredit.Enabled)
        {
            RouteMetrics.CostCredit.Add((double)credit, OfCost(bucket));
        }
    }

    private KeyValuePair<string, object?>[] OfCost(string bucket) =>
        [new("route", route.Name), new("target", target.Name), new("bucket", bucket)];

    /// <summary>
    /// The model that the provider says it used is a tag where it is one that the route names: a server must
    /// not decide how many series a metric has.
    /// </summary>
    private ReplyTags TagsOf(string? model)
    {
        if (model is null || !(model == target.Deployment || IsOf(route.Chain, model) || IsOf(route.OnTargets, model)))
        {
            return _unnamed;
        }

        var known = Volatile.Read(ref _named);
        if (known?.Model != model)
        {
            Volatile.Write(ref _named, known = new ReplyTags(model, [.. _unnamed.All, new("gen_ai.response.model", model)]));
        }

        return known;
    }

    private static bool IsOf(IReadOnlyList<ChainEntryDefinition> entries, string model)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var target = entries[i].Target;
            if (model == target.Deployment || model == target.Model.Name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The tags of costs that go to one account.</summary>
    private sealed record CostTags(string Bucket, KeyValuePair<string, object?>[] Tags);

    /// <summary>The tags of replies that name one model.</summary>
    private sealed class ReplyTags(string? model, KeyValuePair<string, object?>[] all)
    {
        private KeyValuePair<string, object?>[]? _failed;

        /// <summary>The model; null where none is a tag.</summary>
        public string? Model => model;

        public KeyValuePair<string, object?>[] All => all;

        public KeyValuePair<string, object?>[] Input { get; } = [.. all, new("gen_ai.token.type", "input")];

        public KeyValuePair<string, object?>[] Output { get; } = [.. all, new("gen_ai.token.type", "output")];

        public KeyValuePair<string, object?>[] WithError(string type)
        {
            var known = Volatile.Read(ref _failed);
            if (known is null || !Equals(known[^1].Value, type))
            {
                Volatile.Write(ref _failed, known = [.. all, new("error.type", type)]);
            }

            return known;
        }
    }
}
