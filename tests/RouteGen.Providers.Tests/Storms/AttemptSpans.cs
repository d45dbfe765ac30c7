using System.Collections.Concurrent;
using System.Diagnostics;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>The spans of attempts, by the trace of their call: what a record and the requests below it are matched by.</summary>
internal sealed class AttemptSpans : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Activity>> _byTrace = new();
    private readonly ActivityListener _listener;

    public AttemptSpans()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == "RouteGen",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.Kind == ActivityKind.Client)
                {
                    _byTrace.GetOrAdd(span.TraceId.ToHexString(), _ => new()).Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The ids of the spans of a record's attempts, in their order.</summary>
    public string[] IdsFor(RouteRecord record)
    {
        Activity[] spans = record.TraceId is { } trace && _byTrace.TryGetValue(trace, out var of) ? [.. of] : [];
        Assert.Equal(record.Attempts.Select(attempt => attempt.Target), spans.Select(span => span.GetTagItem("routegen.target")));
        return [.. spans.Select(span => span.SpanId.ToHexString())];
    }

    public void Dispose() => _listener.Dispose();
}
