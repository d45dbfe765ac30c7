using System.Diagnostics.Metrics;
using System.Globalization;

namespace RouteGen.Tests.Telemetry;

/// <summary>
/// What RouteGen measures in the test that makes it: other tests run at the same time, and the meter is the process's. A measurement is
/// made in the flow of its call, and so of its test.
/// </summary>
internal sealed class MeasurementList : IDisposable
{
    private static readonly AsyncLocal<MeasurementList?> Mine = new();
    private readonly MeterListener _listener;
    private readonly List<string> _all = [];

    public MeasurementList()
    {
        Mine.Value = this;
        _listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "RouteGen")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>(Note);
        _listener.SetMeasurementEventCallback<double>(Note);
        _listener.Start();
    }

    /// <summary>Each as <c>instrument=value {tag=value, …}</c>, in order; cleared as they are taken.</summary>
    public string[] Take()
    {
        lock (_all)
        {
            string[] all = [.. _all];
            _all.Clear();
            return all;
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Mine.Value = null;
    }

    private void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        where T : struct
    {
        if (Mine.Value == this)
        {
            var text = string.Join(", ", tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
            lock (_all)
            {
                _all.Add(string.Create(CultureInfo.InvariantCulture, $"{instrument.Name}={value} {{{text}}}"));
            }
        }
    }
}
