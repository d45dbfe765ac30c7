using System.Diagnostics.Metrics;
using System.Net;
using RouteGen.Listening;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Listening;

/// <summary>The gauge is the process's, and shows the tables of all tests that run: each test here has one of a name of its own.</summary>
public sealed class TargetStateTests
{
    [Fact]
    public async Task The_state_of_every_target_is_shown_until_the_table_is_disposed()
    {
        var table = "Watched" + Guid.NewGuid().ToString("N");
        await using (var bench = new TestBench(targets: 3, name: table))
        {
            bench.First.Then(Step.Fails(HttpStatusCode.Unauthorized));
            bench.Set(("Targets:third:Enabled", "false"));
            await bench.Route.GetResponseAsync("a ticket");
            Assert.Equal(["first house 1", "second house 0", "third house 2"], Read(table));

            bench.Set(("Targets:frist:Enabled", "false"));
            Assert.Equal(["first house 1", "second house 0", "third house 2"], Read(table));
        }

        Assert.Empty(Read(table));
    }

    [Fact]
    public async Task A_table_before_its_first_use_shows_nothing()
    {
        var table = "Unused" + Guid.NewGuid().ToString("N");
        await using var bench = new TestBench(name: table);

        Assert.Empty(Read(table));
    }

    [Fact]
    public void A_table_that_fails_is_told_of_after_the_others_are_shown()
    {
        var failure = new InvalidOperationException("a clock of the application's");
        var shown = new List<string>();

        var thrown = Assert.Throws<AggregateException>(() =>
        {
            foreach (var measurement in RouteMetrics.Observe([new Table("Broken", failure), new Table("Whole", failure: null)]))
            {
                shown.Add($"{Tag(measurement.Tags, "table")} {Tag(measurement.Tags, "target")} {measurement.Value}");
            }
        });

        Assert.Equal(["Whole only 0"], shown);
        Assert.Same(failure, Assert.Single(thrown.InnerExceptions));
    }

    private static List<string> Read(string table)
    {
        var all = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, l) =>
            {
                if (instrument == RouteMetrics.TargetState)
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, state, tags, _) =>
        {
            if (Tag(tags, "table") == table)
            {
                all.Add($"{Tag(tags, "target")} {Tag(tags, "provider")} {state}");
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return all;
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
            {
                return (string)value!;
            }
        }

        throw new KeyNotFoundException(name);
    }

    private sealed class Table(string name, Exception? failure) : IWatchedTable
    {
        public string Name => name;

        public IEnumerable<WatchedTarget> Targets
        {
            get
            {
                yield return failure is null ? new WatchedTarget("only", "house", 0) : throw failure;
            }
        }
    }
}
