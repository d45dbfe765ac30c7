namespace RouteGen.Tool.Tests.Findings;

/// <summary>Logs keep what is printed: whatever is asked of a table with a key in it, no output has the key.</summary>
public sealed class SecretOutputTests : IDisposable
{
    private const string Short = "hunter2-is-no-word";

    // Put together, so that no file holds what looks like a key.
    private static readonly string Long = "sk-" + "proj-" + string.Concat(Enumerable.Repeat("a1B2", 8));

    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("check")]
    [InlineData("check", "--format", "json")]
    [InlineData("check", "--format", "sarif")]
    [InlineData("check", "--format", "markdown")]
    [InlineData("check", "--format", "github")]
    [InlineData("fix", "--dry-run")]
    [InlineData("fix", "--dry-run", "--rule", "RG1021")]
    [InlineData("fix", "--dry-run", "--rule", "RG0002")]
    public async Task No_output_has_the_key(params string[] args)
    {
        _tool.Write("routes.json", $$"""
            {
              "table": "DeskRoutes",
              "providers": {
                "openai": { "knid": "openai", "apiKey": "{{Short}}" },
                "other": {
                  "kind": "openai",
                  // {{Long}}
                  "apiKey": "{{Long}}"
                },
                "{{Long}}": { "kind": "{{Long}}" }
              },
              "targets": { "t": { "provider": "{{Long}}", "model": "{{Long}}x" } },
              "routes": { "ask": { "chain": ["t"] } }
            }
            """);

        var result = await _tool.RunAsync(args);
        var all = result.Output + result.Errors;

        Assert.NotEmpty(all);
        Assert.DoesNotContain(Short, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Long, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fix_names_the_variable_of_the_vendor()
    {
        var path = _tool.Write(
            "routes.json", """{ "table": "T", "providers": { "p": { "kind": "groq", "apiKey": "hunter2" } }, "routes": { } }""");

        await _tool.RunAsync("fix", "--rule", "RG1021");

        Assert.Contains(
            "\"p\": { \"kind\": \"groq\", \"apiKeyEnv\": \"GROQ_API_KEY\" }",
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();
}
