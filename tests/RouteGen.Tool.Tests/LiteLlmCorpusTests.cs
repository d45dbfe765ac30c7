using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using RouteGen.Tool.Tests.Serve;
using YamlDotNet.RepresentationModel;

namespace RouteGen.Tool.Tests;

/// <summary>
/// Whole configurations: those in <c>Corpus/LiteLlm</c>, and public ones in the folder that ROUTEGEN_LITELLM_CONFIGS names, whose figures
/// are written beside them. They are read a second time here, by another reader, so that nothing gets lost unseen.
/// </summary>
public sealed class LiteLlmCorpusTests : IDisposable
{
    private static readonly string Own = Path.Combine(AppContext.BaseDirectory, "Corpus", "LiteLlm");

    private readonly ToolRun _tool = new();

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Own).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => _tool.Dispose();

    [Theory, MemberData(nameof(Files))]
    public async Task Every_member_is_converted_or_listed_and_the_first_call_is_served(string name)
    {
        _tool.With("ASSISTANT_MODEL", "openai/gpt-5-mini");

        var figures = await MeasureAsync(Path.Combine(Own, name));

        Assert.Equal([], figures.Problems);
        Assert.True(figures.IsServed, figures.ToString());
        Assert.True(figures.Counted >= figures.Entries * 0.8, figures.ToString());
    }

    [Fact]
    public async Task Public_configurations_convert()
    {
        var folder = Environment.GetEnvironmentVariable("ROUTEGEN_LITELLM_CONFIGS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "ROUTEGEN_LITELLM_CONFIGS names no folder of public configurations.");
        var all = new List<Figures>();
        foreach (var file in Directory.EnumerateFiles(folder!, "*.y*ml").Order(StringComparer.Ordinal))
        {
            all.Add(await MeasureAsync(file));
        }

        await File.WriteAllLinesAsync(Path.Combine(folder!, "figures.md"), all.Select(static f => f.ToString()), TestContext.Current.CancellationToken);
        Assert.Equal([], all.SelectMany(static f => f.Problems));
        Assert.True(all.Sum(static f => f.Counted) >= all.Sum(static f => f.Entries) * 0.8);
        Assert.True(all.Count(static f => f.IsServed) * 3 >= all.Count * 2);
    }

    private async Task<Figures> MeasureAsync(string file)
    {
        var figures = new Figures(Path.GetFileName(file));
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        _tool.Write("config.yaml", text);
        var run = await _tool.RunAsync("import", "litellm-config", "config.yaml", "-o", "routes.json", "--force", "--format", "json");
        Assert.True(run.Output.Length > 0, run.Errors);
        var report = JsonDocument.Parse(run.Output).RootElement;
        var lines = report.GetProperty("lines").EnumerateArray().Select(static l => l.GetProperty("path").GetString()!).ToHashSet(StringComparer.Ordinal);
        var leaves = Leaves(text).ToArray();
        figures.Problems.AddRange(leaves.Where(leaf => !IsSaid(leaf, lines)).Select(leaf => $"{figures.Name}: nothing is said of {leaf}"));
        foreach (var entry in report.GetProperty("entries").EnumerateArray())
        {
            figures.Entries++;
            var path = entry.GetProperty("path").GetString()!;
            figures.Counted += entry.GetProperty("converted").GetBoolean() && leaves.Where(l => l.StartsWith(path + ".", StringComparison.Ordinal))
                .All(l => IsSaid(l, lines)) ? 1 : 0;
        }

        figures.Problems.AddRange(report.GetProperty("findings").EnumerateArray().Where(static f => f.GetProperty("blocking").GetBoolean())
            .Select(f => $"{figures.Name}: {f.GetProperty("message").GetString()}"));
        if (report.GetProperty("output").ValueKind == JsonValueKind.String)
        {
            var table = await File.ReadAllTextAsync(Path.Combine(_tool.Folder, "routes.json"), TestContext.Current.CancellationToken);
            CheckFallbacks(figures, text, JsonDocument.Parse(table).RootElement);
            figures.IsServed = await ServeAsync(table, report);
        }

        return figures;
    }

    /// <summary>A first call by the name that clients of LiteLLM send.</summary>
    private static async Task<bool> ServeAsync(string table, JsonElement report)
    {
        await using var bench = await ServeBench.StartAsync(table, reloads: false);
        var routes = JsonDocument.Parse(table).RootElement.GetProperty("routes");
        foreach (var entry in report.GetProperty("entries").EnumerateArray().Where(static e => e.GetProperty("converted").GetBoolean()))
        {
            var name = entry.GetProperty("model").GetString()!;
            var found = routes.EnumerateObject().FirstOrDefault(r => IsCalled(r, name));
            if (found.Value.ValueKind == JsonValueKind.Object && !found.Value.TryGetProperty("type", out _))
            {
                using var reply = await bench.AskAsync(name.Contains('*', StringComparison.Ordinal) ? found.Name : name);
                var body = await reply.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
                return reply.IsSuccessStatusCode && body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString() is { Length: > 0 };
            }
        }

        // Embeddings alone.
        var first = routes.EnumerateObject().First();
        using var vectors = await bench.Http.PostAsJsonAsync("/v1/embeddings", new { model = first.Name, input = "a" }, TestContext.Current.CancellationToken);
        return vectors.IsSuccessStatusCode;
    }

    /// <summary>Where a list of fallbacks names a model that was converted, the chain has what stands behind it.</summary>
    private static void CheckFallbacks(Figures figures, string text, JsonElement table)
    {
        var root = Root(text);
        var routes = table.GetProperty("routes");
        foreach (var section in (string[])["router_settings", "litellm_settings"])
        {
            if (Member(root, section) is not YamlMappingNode settings || Member(settings, "fallbacks") is not YamlSequenceNode list)
            {
                continue;
            }

            foreach (var (from, to) in list.OfType<YamlMappingNode>().SelectMany(static m => m.Children))
            {
                var route = routes.EnumerateObject().FirstOrDefault(r => IsCalled(r, from.ToString()));
                foreach (var name in (to as YamlSequenceNode)?.Select(static n => n.ToString()) ?? [])
                {
                    var target = routes.EnumerateObject().FirstOrDefault(r => IsCalled(r, name));
                    if (route.Value.ValueKind != JsonValueKind.Object || target.Value.ValueKind != JsonValueKind.Object)
                    {
                        continue;
                    }

                    var reached = Models(table, route.Value).ToHashSet(StringComparer.Ordinal);
                    if (!reached.Contains(Models(table, target.Value).First()))
                    {
                        figures.Problems.Add($"{figures.Name}: the chain of {from} does not lead to {name}");
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Models(JsonElement table, JsonElement route)
    {
        foreach (var entry in route.GetProperty("chain").EnumerateArray())
        {
            var target = table.GetProperty("targets").GetProperty(
                entry.ValueKind == JsonValueKind.String ? entry.GetString()! : entry.GetProperty("target").GetString()!);
            var name = target.TryGetProperty("deployment", out var deployment) ? deployment : target.GetProperty("model");
            yield return $"{target.GetProperty("provider").GetString()} {name.GetString()}";
        }
    }

    private static bool IsCalled(JsonProperty route, string name) => route.Name == name || (route.Value.TryGetProperty("aliases", out var aliases)
        && aliases.EnumerateArray().Any(a => a.GetString() == name || Matches(name, a.GetString()!)));

    private static bool Matches(string pattern, string name) => pattern.Split('*') is [var start, var end]
        && name.StartsWith(start, StringComparison.Ordinal) && name.EndsWith(end, StringComparison.Ordinal);

    private static bool IsSaid(string path, HashSet<string> lines)
    {
        while (!lines.Contains(path))
        {
            var end = Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['));
            if (end <= 0)
            {
                return false;
            }

            path = path[..end];
        }

        return true;
    }

    private static IEnumerable<string> Leaves(string text) => Leaves("", Root(text));

    private static IEnumerable<string> Leaves(string path, YamlNode node) => node switch
    {
        YamlMappingNode { Children.Count: > 0 } map => map.Children.SelectMany(c => c.Key.ToString() == "<<"
            ? Leaves(path, c.Value).Where(l => !map.Children.ContainsKey(l[(l.LastIndexOf('.') + 1)..]))
            : Leaves(path.Length == 0 ? c.Key.ToString().Replace("replaced", "", StringComparison.Ordinal) : $"{path}.{c.Key}", c.Value)),
        YamlSequenceNode { Children.Count: > 0 } list => list.Children.SelectMany((c, i) =>
            Leaves($"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", c)),
        _ => [path],
    };

    private static YamlMappingNode Root(string text)
    {
        // This reader refuses members that are there twice, of which LiteLLM's takes the last.
        var last = text.LastIndexOf("\nlitellm_settings:", StringComparison.Ordinal);
        var first = text.IndexOf("\nlitellm_settings:", StringComparison.Ordinal);
        var stream = new YamlStream();
        stream.Load(new StringReader(first == last ? text : text[..(first + 1)] + "replaced" + text[(first + 1)..]));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static YamlNode? Member(YamlMappingNode map, string name) => map.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    private sealed class Figures(string name)
    {
        public string Name => name;

        public int Entries { get; set; }

        public int Counted { get; set; }

        public bool IsServed { get; set; }

        public List<string> Problems { get; } = [];

        public override string ToString() => $"| {name.Replace('@', ' ').Replace('+', '/')} | {Entries} | {Counted} | {(IsServed ? "yes" : "no")} |";
    }
}
