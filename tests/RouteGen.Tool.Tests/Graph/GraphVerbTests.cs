using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RouteGen.Tool.Graph;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Graph;

public sealed partial class GraphVerbTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public GraphVerbTests() => _tool.Write("routes.json", ViewTable.Json);

    [Fact]
    public async Task A_chain_is_shown_in_order_with_where_it_runs_and_what_it_costs()
    {
        var text = (await RunAsync("graph", "--route", "summarize")).Split('\n');

        Assert.Matches(@"^DemoRoutes · 1 route, 7 targets · prices of 2026-11-29", text[0]);
        Assert.Equal(1, text.Count(static l =>
            Regex.IsMatch(l, @"1  mini +openai +OPENAI_API_KEY \+1 +gpt-5-mini +272k in, 128k out +\$0.25 / \$2.00")));
        Assert.Equal(1, text.Count(static l =>
            Regex.IsMatch(l, @"2  haiku +anthropic · us +ANTHROPIC_API_KEY +claude-haiku-4-5 +200k in")));
        Assert.Equal(1, text.Count(static l => Regex.IsMatch(l, @"3  haiku-or +openrouter \(gateway\) +OPENROUTER_API_KEY")));
        Assert.Equal(1, text.Count(static l => Regex.IsMatch(l, @"\+  gpt +openai.*only on contextTooLong")));
        Assert.Contains(text, static l => l.Contains("at any target: contentFiltered stops", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prices_are_those_of_the_day()
    {
        Assert.Contains("$0.50 / $2.00", await RunAsync("graph", "--at", "2027-01-01"), StringComparison.Ordinal);
        Assert.DoesNotContain("$0.50 / $2.00", await RunAsync("graph", "--at", "2026-12-31"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai", "summarize:degraded end:ends desk:unaffected cheap:noFallback embed:ends", "gpt mini embed", "")]
    [InlineData("provider:anthropic", "summarize:fallbackLost end:fallbackLost desk:noFallback cheap:unaffected embed:unaffected", "haiku",
        "")]
    [InlineData("region:eu", "summarize:unaffected end:fallbackLost desk:noFallback cheap:moves embed:unaffected", "mini-eu small", "")]
    [InlineData("key:OPENAI_API_KEY", "summarize:unaffected end:unaffected desk:unaffected cheap:unaffected embed:unaffected", "",
        "gpt mini embed")]
    [InlineData("model:claude-haiku-4-5", "summarize:noFallback end:fallbackLost desk:noFallback cheap:unaffected embed:unaffected",
        "haiku haiku-or", "")]
    [InlineData("model:anthropic/claude-haiku-4.5", "summarize:fallbackLost end:unaffected desk:unaffected cheap:unaffected embed:"
        + "unaffected", "haiku-or", "")]
    [InlineData("target:haiku-or", "summarize:fallbackLost end:unaffected desk:unaffected cheap:unaffected embed:unaffected", "haiku-or",
        "")]
    public async Task An_outage_takes_out_what_needs_it(string without, string levels, string down, string weakened)
    {
        var outage = (await JsonAsync("graph", "--without", without)).GetProperty("outage");

        Assert.Equal(levels, string.Join(' ', outage.GetProperty("routes").EnumerateArray()
            .Select(static r => r.GetProperty("route").GetString() + ":" + r.GetProperty("level").GetString())));
        Assert.Equal((down, weakened), (Names(outage, "down"), Names(outage, "weakened")));
    }

    [Fact]
    public async Task A_provider_with_two_keys_is_down_without_both()
    {
        var outage = (await JsonAsync("graph", "--without", "key:OPENAI_API_KEY", "--without", "key:OPENAI_API_KEY_2")).GetProperty(
            "outage");

        Assert.Equal(("gpt mini embed", ""), (Names(outage, "down"), Names(outage, "weakened")));
    }

    [Fact]
    public async Task What_on_says_decides_where_a_call_comes_in_an_outage()
    {
        var end = RouteOf(await JsonAsync("graph", "--without", "openai"), "end");

        Assert.Equal(
            ["connectionFailed serverError > haiku mini-eu", "overloaded > mini-eu haiku", "timeout > (stopped)"],
            end.GetProperty("ways").EnumerateArray().Select(static way => $"{Names(way, "faults")} > "
                + (way.GetProperty("stopped").GetBoolean() ? "(stopped)" : Names(way, "left"))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_route_loses_is_told()
    {
        var summarize = RouteOf(await JsonAsync("graph", "--without", "openai"), "summarize");

        // vision stays: haiku has it. jsonSchema was gpt's alone, which contextTooLong leads to.
        Assert.Equal("jsonSchema files", Names(summarize, "lostFeatures"));
        Assert.Equal((250000, 196000),
            (summarize.GetProperty("inputTokensBefore").GetInt32(), summarize.GetProperty("inputTokensAfter").GetInt32()));

        // Two targets with two attempts each at 250,000 tokens in at 2.00 (written to a cache for an hour) and 4,000 out at 5.00.
        Assert.Equal(4 * ((250000 * 2.00m) + (4000 * 5.00m)) / 1_000_000m,
            summarize.GetProperty("worstAfter").GetProperty("costUsd").GetDecimal());
        Assert.Equal(60000, summarize.GetProperty("delayMs").GetDouble());
        Assert.True(summarize.GetProperty("starved").GetBoolean());
    }

    [Fact]
    public async Task Outages_are_listed_with_the_worst_first()
    {
        var text = await RunAsync("graph", "--outages");
        var list = await JsonAsync("graph", "--outages");

        Assert.Contains("1 single point of failure: openai.", text, StringComparison.Ordinal);
        Assert.Equal("openai", Names(list.GetProperty("outages")[0], "without"));
        Assert.Equal(
            ["anthropic", "key:ANTHROPIC_API_KEY", "key:MISTRAL_API_KEY", "key:OPENAI_API_KEY", "key:OPENAI_API_KEY_2", "key:OPENAI_EU_KEY",
                "key:OPENROUTER_API_KEY", "mistral", "openai", "openai-eu", "openrouter", "region:eu", "region:eu-west-1", "region:us"],
            list.GetProperty("outages").EnumerateArray().Select(static o => Names(o, "without")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Did you mean 'openai'?", "graph", "--without", "opnai")]
    [InlineData("There is no key 'SECRET'", "graph", "--without", "key:SECRET")]
    [InlineData("there are provider, key, region, model and target", "graph", "--without", "planet:mars")]
    [InlineData("Did you mean 'summarize'?", "graph", "--route", "sumarize")]
    [InlineData("is not a day", "graph", "--at", "tomorrow")]
    [InlineData("use one of them", "graph", "--outages", "--without", "openai")]
    [InlineData("a picture is of one outage", "graph", "--outages", "--format", "svg")]
    public async Task What_a_table_does_not_have_ends_with_64(string message, params string[] args)
    {
        _tool.HasErrorScreen = true;

        var result = await _tool.RunAsync(args);

        Assert.Equal((ExitCode.Usage, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("graph")]
    [InlineData("graph", "--without", "openai", "-w", "region:us")]
    public async Task A_diagram_keeps_to_the_grammar_whatever_names_say(params string[] args)
    {
        string[] names =
            ["end it", "a \"quoted\" [b] {c} (d)", "<script>alert(1)</script>", "graph TD; x-->y", "日本語", "L1. list", "- dash", "* star_*",
                "subgraph",
                "back`tick`", "%% comment", "a|b", "\"]:::p1", "click r0 href \"x\"", "$$x$$"];
        _tool.Write("routes.json", WithRoutes(names));

        var diagram = await RunAsync([.. args, "--format", "mermaid"]);

        Assert.StartsWith("flowchart TB\n", diagram, StringComparison.Ordinal);
        foreach (var line in diagram.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            Assert.Matches(Statement(), line);
        }

        Assert.Equal(names.Length + 5, diagram.Split("  subgraph ").Length - 1);
        Assert.All(names, name => Assert.Contains($"[\"{ChainMermaid.Label(name + "!")}<br/>", diagram, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.b-c", "a.b-c")]
    [InlineData("1. x", "1#46; x")]
    [InlineData("-x", "#45;x")]
    [InlineData("\"#", "#34;#35;")]
    public void Only_what_means_something_becomes_an_entity(string text, string label) => Assert.Equal(label, ChainMermaid.Label(text));

    [Fact]
    public async Task A_picture_is_whole_for_light_and_dark_and_goes_by_the_files_name()
    {
        _tool.Write("routes.json", WithRoutes(["a<&>\"'", "日本語"]));

        Assert.Equal("", await RunAsync("graph", "-o", "chains.svg", "--without", "openai"));
        var first = await File.ReadAllTextAsync(Path.Combine(_tool.Folder, "chains.svg"), TestContext.Current.CancellationToken);
        var svg = XDocument.Parse(first).Root!;

        Assert.Equal("http://www.w3.org/2000/svg", svg.Name.NamespaceName);
        Assert.Contains("prefers-color-scheme: dark", first, StringComparison.Ordinal);
        var texts = svg.Descendants().Where(static e => e.Name.LocalName == "text").Select(static e => e.Value).ToArray();
        Assert.Contains("a<&>\"'?", texts);
        Assert.Contains("ANTHROPIC_API_KEY", texts);
        Assert.Contains("at any target: contentFiltered stops", texts);
        Assert.Equal(first, await RunAsync("graph", "--format", "svg", "--without", "openai"));

        // Nothing reaches out of the picture.
        var (width, height) = ((double)svg.Attribute("width")!, (double)svg.Attribute("height")!);
        Assert.All(svg.Descendants().Where(static e => e.Name.LocalName == "rect"), rect => Assert.True(
            (double?)rect.Attribute("x") + (double)rect.Attribute("width")! <= width || rect.Attribute("x") is null
            && (double?)rect.Attribute("y") + (double)rect.Attribute("height")! <= height || rect.Attribute("y") is null));
    }

    [Fact]
    public async Task Markdown_has_the_diagram_and_the_outage_in_words()
    {
        var page = await RunAsync("graph", "--without", "openai", "--format", "markdown");

        Assert.StartsWith("### DemoRoutes\n\nWithout openai: gpt, mini, embed are down.\n", page, StringComparison.Ordinal);
        Assert.Contains("- **embed**: ends. nothing is left", page, StringComparison.Ordinal);
        Assert.Contains("```mermaid\nflowchart TB\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_cannot_be_used_says_where()
    {
        _tool.HasErrorScreen = true;
        _tool.Write("routes.json", """{ "table": "X", "models": 1 }""");

        var result = await _tool.RunAsync("graph");

        Assert.Equal((ExitCode.Fault, ""), (result.ExitCode, result.Output));
        Assert.Contains("routes.json(1,1)", result.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();

    [GeneratedRegex("""
        ^(  subgraph r\d+\["[^"#;<>`*_$]*(#\d+;[^"#;<>`*_$]*)*"\]|    direction LR|  end
        |    r\d+s\(\["[a-z ]+"\]\):::start|    r\d+x\(\(\("stop"\)\)\):::stop
        |    r\d+t\d+\["([^"#;<>`*_$]|\#\d+;|<br/>)*"\]:::(p\d|down)
        |    r\d+[st]\d*\ (-->|-\.->)(\|"([^"#;<>`*_$|]|\#\d+;)*"\|)?\ r\d+[tx]\d*
        |  r\d+\ ~~~\ r\d+
        |  classDef\ (p\d|start|stop|down)\ fill:\#\w{6},stroke:\#\w{6},color:\#\w{6}(,stroke-dasharray:5\ 4)?)$
        """, RegexOptions.None)]
    private static partial Regex StatementLines();

    private static Regex Statement() =>
        new(StatementLines().ToString().ReplaceLineEndings("").Replace("\\ ", " ", StringComparison.Ordinal));

    private static string WithRoutes(string[] names)
    {
        var targets = string.Concat(names.Select(static n => $"{Quoted(n + "!")}: {{ \"provider\": \"mistral\", \"model\": "
            + $"\"mistral-small\" }},\n"));
        var routes = string.Concat(names.Select(static n =>
            $"{Quoted(n + "?")}: {{ \"chain\": [{{ \"target\": {Quoted(n + "!")}, \"on\": {{ \"overloaded\": [\"haiku\"], \"timeout\": "
                + $"\"stop\" }} }}, \"mini\"] }},\n"));
        return ViewTable.Json.Replace("\"targets\": {", "\"targets\": {\n" + targets, StringComparison.Ordinal)
            .Replace("\"routes\": {", "\"routes\": {\n" + routes, StringComparison.Ordinal);
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static JsonElement RouteOf(JsonElement graph, string name) => graph.GetProperty("outage").GetProperty("routes").EnumerateArray()
        .Single(r => r.GetProperty("route").GetString() == name);

    private static string Names(JsonElement of, string name) =>
        string.Join(' ', of.GetProperty(name).EnumerateArray().Select(static n => n.GetString()));

    private async Task<string> RunAsync(params string[] args)
    {
        var result = await _tool.RunAsync(args);
        Assert.True(result.ExitCode == ExitCode.Ok, result.Errors);
        return result.Output;
    }

    private async Task<JsonElement> JsonAsync(params string[] args) =>
        JsonDocument.Parse(await RunAsync([.. args, "--format", "json"])).RootElement;
}
