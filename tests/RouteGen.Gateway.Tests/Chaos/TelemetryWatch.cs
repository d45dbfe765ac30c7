using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RouteGen.Gateway.Tests.Chaos;

/// <summary>Every tag of every metric and span of the process while it listens.</summary>
internal sealed class TelemetryWatch : IDisposable
{
    private readonly ConcurrentDictionary<string, byte> _tags = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;

    public TelemetryWatch()
    {
        _meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>((_, _, tags, _) => Add(tags));
        _meters.SetMeasurementEventCallback<int>((_, _, tags, _) => Add(tags));
        _meters.SetMeasurementEventCallback<double>((_, _, tags, _) => Add(tags));
        _meters.Start();
        _spans = new()
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                foreach (var (name, value) in span.TagObjects)
                {
                    _tags.TryAdd($"{name}={value}", 0);
                }
            },
        };
        ActivitySource.AddActivityListener(_spans);
    }

    public ICollection<string> Tags => _tags.Keys;

    public void Dispose()
    {
        _meters.Dispose();
        _spans.Dispose();
    }

    private void Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            _tags.TryAdd($"{name}={value}", 0);
        }
    }
}
