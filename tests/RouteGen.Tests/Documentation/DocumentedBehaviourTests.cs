using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using RouteGen.Faults;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Documentation;

/// <summary>The tables of docs/faults.md and docs/operations.md say what the code does.</summary>
public sealed class DocumentedBehaviourTests
{
    private static readonly string Docs = FindDocs();

    public static TheoryData<Fault> Faults => [.. Enum.GetValues<Fault>().Where(f => f != Fault.None)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_fault_table_says_what_follows(Fault fault)
    {
        var row = Row("faults.md", fault.ToString());

        Assert.EndsWith($"| {Words(FaultTable.ActionFor(fault))} | {Words(FaultTable.BlameFor(fault))} |", row, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_scopes_says_to_what_each_status_is_laid()
    {
        var told = 0;
        foreach (var scope in Enum.GetValues<BlameScope>())
        {
            var laid = Row("faults.md", scope.ToString()).Split('|')[3];
            foreach (Match status in Regex.Matches(laid, "`([1-5][0-9][0-9])`"))
            {
                told++;
                var fault = WireFault.Classify(int.Parse(status.Groups[1].Value, CultureInfo.InvariantCulture), default, null);
                Assert.Equal((scope, status.Value), (Blame.For(fault).Scope, status.Value));
            }
        }

        Assert.True(told >= 18);
    }

    [Fact]
    public void The_log_table_has_every_event()
    {
        var events = OwnTelemetry.Events.Select(m => (m.Name, Message: m.GetCustomAttribute<LoggerMessageAttribute>())).ToArray();

        Assert.True(events.Length >= 33);
        var text = File.ReadAllText(Path.Combine(Docs, "operations.md"));
        Assert.All(
            events, e => Assert.Contains($"| {e.Message!.EventId} | {e.Message.Level} | {e.Name} |", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_metrics_table_has_every_instrument()
    {
        var instruments = new List<Instrument>();
        OwnTelemetry.Publish();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => Add(instrument) };
        listener.Start();

        Assert.True(instruments.Count >= 14);
        Assert.All(instruments, i => Assert.Contains($"| {i.Unit} |", Row("operations.md", i.Name), StringComparison.Ordinal));

        void Add(Instrument instrument)
        {
            if (instrument.Meter.Name == "RouteGen")
            {
                instruments.Add(instrument);
            }
        }
    }

    [Fact]
    public async Task The_record_table_has_every_property_of_the_JSON()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Throws(new HttpRequestException("away")), Step.Throws(new HttpRequestException("away")));
        await bench.InTimeAsync(bench.Route.For(user: "u").GetResponseAsync("a ticket", new ChatOptions { ModelId = "theirs" }));
        using var json = JsonDocument.Parse(bench.Record.ToJson());

        var text = File.ReadAllText(Path.Combine(Docs, "operations.md"));
        var names = json.RootElement.EnumerateObject()
            .Concat(json.RootElement.GetProperty("attempts")[0].EnumerateObject()).Select(p => p.Name).Distinct();

        Assert.All(names, name => Assert.Contains($"`{name}`", text, StringComparison.Ordinal));
    }

    private static string Words(FaultAction action) => action switch
    {
        FaultAction.Stop => "stop",
        FaultAction.Next => "next",
        FaultAction.NextLarger => "next with a larger window",
        FaultAction.Retry => "retry, then next",
        FaultAction.RetryOnce => "one retry, then next",
        FaultAction.NextOrRetryOnce => "next; one retry where none remains",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    private static string Words(FaultBlame blame) => blame switch
    {
        FaultBlame.None => "not touched",
        FaultBlame.Failing => "counts a failure",
        FaultBlame.Unusable => "opens for 5 min at once",
        _ => throw new ArgumentOutOfRangeException(nameof(blame)),
    };

    private static string Row(string page, string name) =>
        Assert.Single(File.ReadAllLines(Path.Combine(Docs, page)), l => l.StartsWith($"| `{name}` |", StringComparison.Ordinal));

    private static string FindDocs()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests stand outside of the repository."), "docs");
    }
}
