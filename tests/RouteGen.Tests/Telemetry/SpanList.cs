using System.Diagnostics;

namespace RouteGen.Tests.Telemetry;

/// <summary>
/// The spans of RouteGen under one of this test's own: other tests run at the same time, and the source is the process's.
/// </summary>
internal sealed class SpanList : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly List<Activity> _ended = [];

    public SpanList()
    {
        Root = new Activity("test").Start();
        _listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "RouteGen",
            Sample = (ref ActivityCreationOptions<ActivityContext> o) => o.Parent.TraceId == Root.TraceId
                ? ActivitySamplingResult.AllData
                : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == Root.TraceId)
                {
                    lock (_ended)
                    {
                        _ended.Add(span);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity Root { get; }

    /// <summary>In the order in which they ended.</summary>
    public IReadOnlyList<Activity> Ended
    {
        get
        {
            lock (_ended)
            {
                return [.. _ended];
            }
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Root.Dispose();
    }
}
