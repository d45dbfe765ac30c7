using System.Diagnostics;
using System.Diagnostics.Metrics;
using RouteGen.Listening;
using RouteGen.Records;
using Xunit;

namespace RouteGen.Tests.Telemetry;

public sealed class InstrumentationTests
{
    [Fact]
    public void The_source_and_the_meter_have_the_version_of_the_package()
    {
        var version = typeof(ModelRoute).Assembly.GetName().Version!.ToString(3);
        var meters = new HashSet<string?>();
        var sources = new HashSet<string?>();
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, _) => Add(meters, instrument.Meter.Name, instrument.Meter.Version)
        };
        using var spans = new ActivityListener
        {
            ShouldListenTo = source =>
            {
                Add(sources, source.Name, source.Version);
                return false;
            },
        };

        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(RouteMetrics).TypeHandle);
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(RouteActivities).TypeHandle);
        meter.Start();
        ActivitySource.AddActivityListener(spans);

        Assert.Equal([version], meters);
        Assert.Equal([version], sources);
    }

    // Other libraries of the process publish theirs too, from any thread.
    private static void Add(HashSet<string?> versions, string name, string? version)
    {
        if (name == Instrumentation.Name)
        {
            lock (versions)
            {
                versions.Add(version);
            }
        }
    }
}
