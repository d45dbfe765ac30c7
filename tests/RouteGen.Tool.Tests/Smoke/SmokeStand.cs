using System.Text.Json;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Smoke;

/// <summary>A folder with a table, and runs of <c>smoke</c> in it, on the real clock: there are servers at the other end.</summary>
internal sealed class SmokeStand : IDisposable
{
    /// <summary>A key of these tests; nothing may show it or a piece of it.</summary>
    public const string Key = "smoke-canary-0123456789-abcdefghij";

    private readonly ToolRun _folder = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal) { ["SMOKE_KEY"] = Key };

    public string Folder => _folder.Folder;

    /// <summary>A table of one target, and a run of it.</summary>
    public static SmokeStand ForOne(string kind, string? endpoint, string deployment = "the-model", string model = "", string chain = "")
    {
        var stand = new SmokeStand();
        var at = endpoint is null ? "" : $", \"endpoint\": \"{endpoint}\"";
        stand.Write(Table(
            $$"""{ "p": { "kind": "{{kind}}", "apiKeyEnv": "SMOKE_KEY"{{at}} } }""",
            $$"""{ "m": { "contextWindow": 100000, "maxOutput": 8000{{model}} } }""",
            $$"""{ "one": { "provider": "p", "model": "m", "deployment": "{{deployment}}" } }""",
            $$"""{ "ask": { "about": "Asks.", "chain": [{{(chain.Length > 0 ? chain : "\"one\"")}}] } }"""));
        return stand;
    }

    public static string Table(string providers, string models, string targets, string routes) => $$"""
        {
          "table": "SmokeRoutes", "about": "A table to try out.",
          "providers": {{providers}},
          "models": {{models}},
          "targets": {{targets}},
          "routes": {{routes}}
        }
        """;

    public SmokeStand With(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    public SmokeStand Without(string variable)
    {
        _variables.Remove(variable);
        return this;
    }

    public string Write(string table, string name = "routes.json") => _folder.Write(name, table);

    /// <summary>Runs the verb as a command line has it.</summary>
    public async Task<ToolResult> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var host = new ToolHost
        {
            Out = output,
            Error = errors,
            Variables = _variables,
            Folder = Folder,
        };
        var exitCode = await CommandLine.RunAsync(["smoke", .. args], host, TestContext.Current.CancellationToken);
        var result = new ToolResult(exitCode, output.ToString(), errors.ToString());
        Assert.DoesNotContain(Key, result.Output + result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Key[..12], result.Output + result.Errors, StringComparison.Ordinal);
        return result;
    }

    /// <summary>Runs it, and reads the result.</summary>
    public async Task<SmokeResult> JsonAsync(params string[] args)
    {
        var result = await RunAsync([.. args, "--format", "json"]);
        Assert.True(result.Output.StartsWith('{'), result.Output + result.Errors);
        return new(result.ExitCode, JsonDocument.Parse(result.Output).RootElement);
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>A result as JSON.</summary>
internal sealed record SmokeResult(int ExitCode, JsonElement Json)
{
    public IEnumerable<JsonElement> Calls => Json.GetProperty("sections").GetProperty("calls").EnumerateArray();

    public IEnumerable<JsonElement> Findings => Json.GetProperty("findings").EnumerateArray();

    public JsonElement Call(string id) => Calls.Single(c => c.GetProperty("id").GetString() == id);

    /// <summary>What is said of a call: its verdict, or what is wrong.</summary>
    public string? Diagnosis(string id) => Call(id).GetProperty("diagnosis").GetString() ?? Call(id).GetProperty("verdict").GetString();

    public string Words(string id) => Call(id).GetProperty("words").GetString() ?? "";

    public IEnumerable<string?> FindingIds => Findings.Select(static f => f.GetProperty("id").GetString());
}
