using RouteGen.Model.Checks;
using RouteGen.Model.Checks.Entries;
using RouteGen.Model.Fixes;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

/// <summary>Keys in a table are found by the names of their properties as well, and no message holds one.</summary>
public class SecretRuleTests
{
    // Put together, so that no file holds what looks like a key.
    private static readonly string Key = "sk-" + "proj-" + string.Concat(Enumerable.Repeat("a1B2", 8));

    [Theory]
    [InlineData("apiKey")]
    [InlineData("api_key")]
    [InlineData("apikey")]
    [InlineData("key")]
    [InlineData("token")]
    [InlineData("bearer")]
    [InlineData("secret")]
    [InlineData("OPENAI_API_KEY")]
    public void The_value_of_a_property_named_as_a_key_is_one(string name)
    {
        foreach (var value in (string[])["hunter2", Key])
        {
            var problems = Problems($$""" "kind": "openai", "{{name}}": "{{value}}" """);

            Assert.Equal(["RG0002", "RG1021"], problems.Select(problem => problem.Rule.Id));
            Assert.Contains("revoke it", problems[1].Message, StringComparison.Ordinal);
            Assert.Null(problems[0].Suggested);
            Assert.All(problems, problem => Assert.DoesNotContain(value, problem.Message, StringComparison.Ordinal));
            Assert.DoesNotContain("did you mean", problems[0].Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"headers\": { \"Authorization\": \"Bearer hunter2\" }")]
    [InlineData("\"apiKeys\": [\"hunter2\"]")]
    [InlineData("\"apiKeys\": [[\"hunter2\"]]")]
    [InlineData("\"apiKey\": { \"value\": \"hunter2\" }")]
    [InlineData("\"headers\": [\"Authorization: Bearer hunter2\"]")]
    [InlineData("\"headers\": [{ \"name\": \"x-api-key\", \"value\": \"hunter2\" }]")]
    [InlineData("\"endpoint\": \"https://user:hunter2@llm.example.com/v1\"")]
    [InlineData("\"endpoint\": \"https://llm.example.com/v1?api_key=hunter2\"")]
    [InlineData("\"connectionName\": \"Endpoint=https://llm.example.com;Key=hunter2\"")]
    [InlineData("\"apiKeyEnv\": \"sk-hunter2\"")]
    [InlineData("\"apiKeyEnv\": [\"P_KEY\", \"sk-hunter2\"]")]
    public void Nor_does_it_matter_how_deep_it_stands(string property)
    {
        var problems = Problems($$""" "kind": "openai", {{property}} """);

        Assert.Contains(problems, problem => problem.Rule == TableRules.Secret);
        Assert.All(problems, problem => Assert.DoesNotContain("hunter2", problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("${P_KEY}")]
    [InlineData("os.environ/P_KEY")]
    [InlineData("os.environ['P_KEY']")]
    [InlineData("env::P_KEY")]
    [InlineData("$env:P_KEY")]
    [InlineData("${{ secrets.P_KEY }}")]
    [InlineData("your-api-key")]
    [InlineData("EMPTY")]
    [InlineData("P_KEY")]
    [InlineData("<your key>")]
    [InlineData("sk-...")]
    [InlineData("")]
    public void A_variable_or_a_place_to_fill_is_no_key(string value) =>
        Assert.Equal(["RG0002"], Problems($$""" "kind": "openai", "apiKey": "{{value}}" """).Select(problem => problem.Rule.Id));

    [Theory]
    [InlineData("{ \"table\": \"T\", \"routes\": { \"r\": { \"chain\": [\"x\" \"y\"] } }, \"providers\": { \"p\": { \"apiKey\": "
        + "\"hunter2\" } }")]
    [InlineData("model_list:\n  - litellm_params:\n      api_key: KEY")]
    [InlineData("{ \"KEY\": 1, \"table\": \"KEY\", \"routes\": { \"KEY\": { \"chain\": [\"KEY\"] } }, \"targets\": { \"KEY\": \"KEY\" } }")]
    [InlineData("{ \"use\": [\"KEY\"], \"models\": { \"KEY\": { \"KEY\": 1 } }, \"providers\": { \"KEY\": { \"kind\": \"KEY\" } } }")]
    public void A_table_that_cannot_be_read_is_told_of_its_keys_all_the_same(string text)
    {
        var reading = TableReader.Read(new TextFile("routes.json", text.Replace("KEY", Key, StringComparison.Ordinal)), []);
        var problems = reading.Problems.Concat(ProviderKindCheck.Check(reading, [])).Concat(TableChecks.Run(reading)).ToArray();

        Assert.Contains(problems, problem => problem.Rule.IsBlocking);
        Assert.Contains(problems, problem => problem.Rule == TableRules.Secret);
        Assert.All(problems, problem => Assert.DoesNotContain(Key, problem.Message + problem.Suggested, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(""" "kind": "openai", "apiKey": "hunter2" """, """ "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" """)]
    [InlineData(""" "kind": "anthropic", "apiKeyEnv": "sk-hunter2" """, """ "kind": "anthropic", "apiKeyEnv": "ANTHROPIC_API_KEY" """)]
    [InlineData(""" "kind": "vllm", "endpoint": "http://127.0.0.1:1/v1", "token": "x1" """,
        """ "kind": "vllm", "endpoint": "http://127.0.0.1:1/v1", "apiKeyEnv": "VLLM_API_KEY" """)]
    [InlineData(""" "kind": "openai-compatible", "endpoint": "http://127.0.0.1:1/v1", "token": "x1" """,
        """ "kind": "openai-compatible", "endpoint": "http://127.0.0.1:1/v1", "apiKeyEnv": "MY_OWN_API_KEY" """)]
    [InlineData(""" "apiKeyEnv": "P_KEY", "apiKey": "hunter2", "kind": "openai" """, """ "apiKeyEnv": "P_KEY", "kind": "openai" """)]
    public void A_variable_can_be_named_in_its_place(string before, string after)
    {
        var text = Table(before);
        var secret = Assert.Single(Problems(before), problem => problem.Rule == TableRules.Secret);
        var fix = TableFixes.For(secret.Rule)!;

        Assert.Equal(
            Table(after), TableFix.Apply(text, fix.Edits(text, secret.Range.Start, secret.Range.Length, secret.Suggested)));
        Assert.Contains("revoked", fix.Title(secret.Suggested), StringComparison.Ordinal);
        Assert.Equal([TableRules.Secret], fix.Choices);
    }

    [Fact]
    public void What_shows_lines_of_a_table_shows_them_without_keys()
    {
        var text = $$"""{ "apiKey": "hunter2", // or {{Key}}""";

        Assert.Equal($$"""{ "apiKey": "*******", // or {{new string('*', Key.Length)}}""", SecretCheck.Cover(text));
        Assert.Same(DesignTable.Text, SecretCheck.Cover(DesignTable.Text));
    }

    private static Problem[] Problems(string provider)
    {
        var reading = TableReader.Read(new TextFile("routes.json", Table(provider)), []);
        return [.. reading.Problems, .. TableChecks.Run(reading).Where(problem => problem.Rule == TableRules.Secret)];
    }

    private static string Table(string provider) =>
        $$"""{ "table": "T", "providers": { "my own": { {{provider}} } }, "routes": { } }""";
}
