using System.Globalization;
using System.Text.Json;

namespace RouteGen.Benchmarks.Reporting;

/// <summary>Prints the figures that are asked for, from the results of the last runs.</summary>
internal static class TargetReport
{
    public static void Print(string results, TextWriter output)
    {
        IReadOnlyDictionary<string, Result> measured = Read(results);
        output.WriteLine("| figure | measured | peer | ratio | target | |");
        output.WriteLine("|---|--:|--:|--:|--:|---|");
        foreach (var target in Target.All)
        {
            if (measured.TryGetValue(Key(target.Type, target.Method, target.Parameters), out var own)
                && measured.TryGetValue(Key(target.Type, target.Peer, target.PeerParameters ?? target.Parameters), out var peer))
            {
                var ratio = own.Nanoseconds / peer.Nanoseconds;
                var asked = target.Most is { } most ? string.Create(CultureInfo.InvariantCulture, $"≤ {most:0.###} ×") : "";
                var verdict = target.Most is not { } limit ? "" : ratio <= limit ? "reached" : "not reached";
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {target.Figure} | {own} | {peer} | {ratio:0.00} × | {asked} | {verdict} |"));
            }
            else
            {
                output.WriteLine($"| {target.Figure} | not measured: `-- --filter '*{target.Type}*'` | | | | |");
            }
        }
    }

    private static Dictionary<string, Result> Read(string results)
    {
        var all = new Dictionary<string, Result>(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(results) ? Directory.GetFiles(results, "*-report-full.json") : [])
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var benchmark in document.RootElement.GetProperty("Benchmarks").EnumerateArray())
            {
                // A dry run measures once, and so nothing.
                if (benchmark.TryGetProperty("Statistics", out var statistics)
                    && statistics.ValueKind == JsonValueKind.Object && statistics.GetProperty("N").GetInt32() > 1)
                {
                    var bytes = benchmark.TryGetProperty("Memory", out var memory)
                        && memory.TryGetProperty("BytesAllocatedPerOperation", out var count) && count.ValueKind == JsonValueKind.Number
                        ? count.GetInt64()
                        : (long?)null;
                    all[Key(Text(benchmark, "Type"), Text(benchmark, "Method"), Text(benchmark, "Parameters"))] = new(
                        statistics.GetProperty("Median").GetDouble(), bytes);
                }
            }
        }

        return all;
    }

    private static string Text(JsonElement benchmark, string name) => benchmark.GetProperty(name).GetString() ?? "";

    private static string Key(string type, string method, string? parameters) => $"{type}.{method}({parameters})";

    /// <summary>The median time of an operation, and what it allocates.</summary>
    private sealed record Result(double Nanoseconds, long? Bytes)
    {
        public override string ToString()
        {
            var time = Nanoseconds switch
            {
                < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{Nanoseconds:0.#} ns"),
                < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{Nanoseconds / 1_000:0.#} µs"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{Nanoseconds / 1_000_000:0.#} ms"),
            };
            return Bytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{time}, {bytes:#,0} B") : time;
        }
    }
}
