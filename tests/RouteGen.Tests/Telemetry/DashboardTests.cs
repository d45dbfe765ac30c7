using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Telemetry;

/// <summary>
/// The dashboard and the alert rules name metrics that exist, by the names that OpenTelemetry's Prometheus exporters give them.
/// </summary>
public sealed partial class DashboardTests
{
    private static readonly string[] Suffixes = ["", "_total", "_bucket", "_sum", "_count"];

    [Theory]
    [InlineData("grafana-dashboard.json")]
    [InlineData("alerts.yaml")]
    public void Every_metric_that_it_names_exists(string file)
    {
        var known = Instruments().SelectMany(i => Suffixes.Select(s => PrometheusName(i) + s)).ToHashSet(StringComparer.Ordinal);

        var named = MetricNames().Matches(Read(file)).Select(m => m.Value).Distinct().ToArray();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(known));
    }

    [Fact]
    public void The_dashboard_shows_every_metric_of_the_meter()
    {
        var text = Read("grafana-dashboard.json");
        using var dashboard = JsonDocument.Parse(text);

        Assert.All(Instruments(), i => Assert.Contains(PrometheusName(i), text, StringComparison.Ordinal));
        Assert.All(
            dashboard.RootElement.GetProperty("panels").EnumerateArray(),
            p => Assert.NotEqual(0, p.GetProperty("targets").GetArrayLength()));
    }

    /// <summary>
    /// OpenTelemetry's compatibility rules for Prometheus: dots become underscores, a unit is a suffix (an annotation in braces is not), a
    /// counter ends in <c>_total</c> (omitted here).
    /// </summary>
    private static string PrometheusName(Instrument instrument)
    {
        var unit = instrument.Unit switch { null or "" => "", "s" => "_seconds", ['{', ..] => "", var u => "_" + u };
        return instrument.Name.Replace('.', '_') + unit;
    }

    private static List<Instrument> Instruments()
    {
        var instruments = new List<Instrument>();
        OwnTelemetry.Publish();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == "RouteGen")
                {
                    instruments.Add(instrument);
                }
            },
        };
        listener.Start();
        return instruments;
    }

    private static string Read(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "telemetry", file));
    }

    [GeneratedRegex(@"\b(?:routegen_|gen_ai_client_)[A-Za-z_]+\b")]
    private static partial Regex MetricNames();
}
