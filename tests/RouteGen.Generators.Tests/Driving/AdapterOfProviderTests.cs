namespace RouteGen.Generators.Tests.Driving;

/// <summary>
/// A provider is served by the adapter that can do what the table asks of it, and by no larger one: what
/// generated code does not name is trimmed.
/// </summary>
public sealed class AdapterOfProviderTests
{
    private const string Kinds = Project.Kinds + "|openai+responses=Fake.Responses";

    [Theory]
    [InlineData("", "", "Adapter")]
    [InlineData("""  "api": "responses", """, "", "Responses")]
    [InlineData("", """ "api": "responses", """, "Responses")]
    public void Responses_have_an_adapter_of_their_own(string ofProvider, string ofTarget, string expected)
    {
        var sources = RunOf("openai", Kinds, ofProvider, ofTarget).AllText;

        Assert.Contains(Provider("a", expected), sources, StringComparison.Ordinal);
        Assert.Contains(Provider("b", "Adapter"), sources, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_has_one_adapter_for_all_keeps_it() =>
        Assert.Contains(
            Provider("a", "Adapter"), RunOf("openai", Project.Kinds, """ "api": "responses", """, "").AllText, StringComparison.Ordinal);

    [Fact]
    public void It_is_no_kind_that_a_table_could_state()
    {
        var run = RunOf("openai+responses", Kinds, "", "");

        Assert.DoesNotContain(
            "Fake.Responses",
            string.Concat(run.Diagnostics.Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture))),
            StringComparison.Ordinal);
        Assert.NotEmpty(run.Problems);
    }

    private static string Provider(string name, string adapter) => $"""
                    Name = "{name}",
                    Kind = "openai",
                    Adapter = global::Fake.{adapter}.Instance,

        """;

    private static Run RunOf(
        string kind, string kinds, string ofProvider, string ofTarget) => new Project(kinds: kinds).Write("/app/routes.json", $$"""
        {
          "table": "DeskRoutes",
          "models": { "m": { "contextWindow": 400000, "maxOutput": 64000, "features": ["streaming"],
            "usdPerMTok": { "input": 0.25, "output": 2 } } },
          "providers": { "a": { "kind": "{{kind}}",{{ofProvider}} "apiKeyEnv": "A" }, "b": { "kind": "openai", "apiKeyEnv": "B" } },
          "targets": { "one": { "provider": "a",{{ofTarget}} "model": "m" }, "two": { "provider": "b", "model": "m" } },
          "routes": { "ask": { "chain": ["one", "two"], "limits": { "inputTokens": 8000, "outputTokens": 600 } } }
        }
        """).Build();
}
