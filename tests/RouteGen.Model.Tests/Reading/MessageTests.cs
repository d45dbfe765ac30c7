using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Reading;

public class MessageTests
{
    [Theory]
    [InlineData("""{ "table": "T", "route": { } }""", "Unknown property 'route' in the table; did you mean 'routes'?")]
    [InlineData(
        """{ "table": "T", "routes": { "r": { "chains": [] } } }""", "Unknown property 'chains' in route 'r'; did you mean 'chain'?")]
    [InlineData(
        """{ "table": "T", "routes": { "r": { "limits": { "zzz": 1 } } } }""",
        "Unknown property 'zzz' in the limits of route 'r'; it can have: attempts, inputTokens, outputTokens, costUsd")]
    [InlineData(
        """{ "table": "T", "routes": { "r": { "timeouts": { "total": 30 } } } }""",
        "'total' must be a duration: a number followed by ms, s, m or h, more than 0 and at most 24 hours; write for example \"30s\"")]
    [InlineData(
        """{ "table": "T", "routes": { "r": { } } }""",
        "Route 'r' needs 'chain': a list of at least one target, each listed once, for example [\"mini\"]")]
    [InlineData("""{ "table": "T", "routes": { "r": { "chain": ["x"] } } }""", "There is no target 'x'; the table has no targets yet: " +
        "declare it under 'targets'")]
    [InlineData(
        """{ "table": "T", "targets": { "haiku": 1 }, "routes": { "r": { "chain": ["hiaku"] } } }""",
        "There is no target 'hiaku'; did you mean 'haiku'?")]
    [InlineData(
        """{ "table": "T", "targets": { "haiku": 1, "haiku-eu": 1 }, "routes": { "r": { "chain": ["haiku-ue"] } } }""",
        "There is no target 'haiku-ue'; did you mean 'haiku-eu'?")]
    [InlineData(
        """{ "table": "T", "targets": { "haiku": 1 }, "routes": { "r": { "chain": ["opus"] } } }""",
        "There is no target 'opus'; the known ones are: haiku")]
    [InlineData(
        """{ "table": "T", "budgets": { "b": { "per": "user", "limit": { "usd": 1 } } }, "routes": { } }""",
        "Budget 'b' needs 'calendar': \"hour\", \"day\", \"week\" or \"month\", or use 'sliding' instead, for example \"24h\"")]
    [InlineData(
        """{ "table": "T", "budgets": { "b": { "per": "tag", "limit": { "usd": 1 }, "calendar": "day" } }, "routes": { } }""",
        "Budget 'b' needs 'tag': the name of the tag whose values it counts by, for example \"team\"")]
    [InlineData(
        """{ "table": "T", "budgets": { "daily": 1 }, "routes": { "r": { "budgets": ["dayly"] } } }""",
        "There is no budget 'dayly'; did you mean 'daily'?")]
    [InlineData(
        """{ "table": "T", "routes": { "a-b": { "chain": [] }, "a.b": { "chain": [] } } }""",
        "The routes 'a-b' and 'a.b' both become 'AB' in C#; rename one")]
    [InlineData(
        """{ "table": "T", "routes": { "health": { "chain": [] } } }""",
        "The route 'health' becomes 'Health' in C#, which the table's class has as a member of its own; rename the route")]
    [InlineData(
        """{ "table": "T", "routes": { "a\u202Eb": { "chain": [] } } }""",
        "The name of the route 'a\\u202eb' contains a control or format character; remove it")]
    [InlineData(
        """{ "table": "System", "routes": { } }""",
        "The table cannot be named 'System': a class named 'System' would hide the namespace; write for example \"SupportRoutes\"")]
    [InlineData(
        """{ "table": "T", "providers": { "p": { "kind": "custom", "endpoint": "http://h" } }, "routes": { } }""",
        "'endpoint' must be omitted where 'kind' is \"custom\"; the IChatClient that the application registers for the target holds it")]
    [InlineData("""{ "table": "T", "models": { "4o": { } }, "routes": { } }""", "The model name '4o' cannot become a C# identifier; " +
        "begin the key with a letter, and put the provider's name of the model into the target's 'deployment'")]
    [InlineData(
        """{ "table": "T", "providers": { "p": { "kind": "openai", "apiKeyEnv": ["A", "A"] } }, "routes": { } }""",
        "'apiKeyEnv' must be a list that names each variable once; remove the repetition, or name the variable of another key")]
    [InlineData(
        """{ "table": "T", "providers": { "p": { "kind": "openai", "apiKeyEnv": [] } }, "routes": { } }""",
        "'apiKeyEnv' must be the name of an environment variable (letters, digits and _), never the secret itself; or a list of such " +
        "names; write for example \"OPENAI_API_KEY\"")]
    public void A_message_says_what_is_wrong_and_what_to_do(string text, string message) =>
        Assert.Contains(message, TableReader.Read(new TextFile("routes.json", text), []).Problems.Select(p => p.Message));

    [Theory]
    [InlineData("sk-canary-0000000000", "apiKeyEnv")]
    [InlineData("sk-canary-0000000000", "apiKeyEnv\": [\"A\", \"sk-canary-0000000000\"], \"endpointEnv")]
    [InlineData("AIzaCanary", "endpointEnv")]
    [InlineData("sk-canary", "tokenScope\": 1, \"auth")]
    [InlineData("https://canary:pw@host", "endpoint")]
    public void No_message_repeats_what_may_be_a_secret(string secret, string property)
    {
        var reading = TableReader.Read(new TextFile(
            "routes.json",
            $$"""{ "table": "T", "providers": { "p": { "kind": "openai", "{{property}}": "{{secret}}" } }, "routes": { } }"""), []);

        Assert.NotEmpty(reading.Problems);
        Assert.DoesNotContain(reading.Problems, p => p.Message.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }
}
