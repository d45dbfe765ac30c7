using RouteGen.Costs;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using Xunit;

namespace RouteGen.Model.Tests.Reading;

public class DesignTableTests
{
    private readonly TableReading _reading = TableReader.Read(new TextFile("/app/routes.json", DesignTable.Text), []);

    [Fact]
    public void Has_no_problems() => Assert.Equal([], _reading.Problems.Select(p => $"{p.Rule.Id} {p.Range} {p.Message}"));

    [Fact]
    public void Names_the_class_and_the_entries()
    {
        Assert.Equal("SupportRoutes", _reading.Table.ClassName);
        Assert.Null(_reading.Table.Namespace);
        Assert.True(_reading.Table.IsPublic);
        Assert.Equal(["Gpt5Mini", "ClaudeHaiku45"], _reading.Table.Models.Select(m => m.Identifier));
        Assert.Equal(["Openai", "Anthropic", "Openrouter", "House"], _reading.Table.Providers.Select(p => p.Identifier));
        Assert.Equal(["GptMini", "Haiku", "GptViaOr"], _reading.Table.Targets.Select(t => t.Identifier));
        Assert.Equal(["support", "sales"], _reading.Table.CostBuckets);
    }

    [Fact]
    public void Says_what_the_models_take_and_cost() => Assert.Equal(
        new ModelEntry
        {
            Name = "gpt-5-mini",
            Identifier = "Gpt5Mini",
            ContextWindow = 400_000,
            MaxInput = 272_000,
            MaxOutput = 128_000,
            Features = ModelFeatures.Streaming | ModelFeatures.Tools | ModelFeatures.JsonSchema | ModelFeatures.Vision,
            Unsupported = RequestParameters.Temperature | RequestParameters.TopP,
            Price = new ModelPrice(new PriceSheet { Input = 0.25m, CachedInput = 0.025m, Output = 2m }, "2026-11-20", null),
        },
        _reading.Table.Models[0]);

    [Fact]
    public void Says_where_models_run()
    {
        Assert.Equal(
            [ProviderAuth.ApiKey, ProviderAuth.ApiKey, ProviderAuth.ApiKey, ProviderAuth.OptionalApiKey],
            _reading.Table.Providers.Select(p => p.Auth));
        Assert.Equal([false, false, true, true], _reading.Table.Providers.Select(p => p.IsGateway));
        Assert.Equal("HOUSE_PROXY_URL", _reading.Table.Providers[3].EndpointEnv);
        Assert.Equal(["gpt-5-mini", "claude-haiku-4-5", "openai/gpt-5-mini"], _reading.Table.Targets.Select(t => t.Deployment));
    }

    [Fact]
    public void Says_what_the_route_does() => Assert.Equal(
        new RouteEntry
        {
            Name = "summarize",
            Identifier = "Summarize",
            About = "Two-line summary of a support ticket",
            Chain = new([new ChainEntry { Target = "gpt-mini" }, new ChainEntry { Target = "haiku" }]),
            Requires = ModelFeatures.Streaming,
            Timeouts = new()
            {
                Total = TimeSpan.FromSeconds(30),
                Attempt = TimeSpan.FromSeconds(6),
                FirstToken = TimeSpan.FromSeconds(3),
                Idle = TimeSpan.FromSeconds(5),
            },
            Limits = new() { Attempts = 4, InputTokens = 8000, OutputTokens = 600, CostUsd = 0.03m },
            Retry = new() { MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(200) },
            Budgets = new(["customer-daily"]),
            CostBucket = "support",
        },
        Assert.Single(_reading.Table.Routes));

    [Fact]
    public void Is_equal_to_itself_read_from_a_text_with_other_blanks_and_comments()
    {
        var moved = TableReader.Read(
            new TextFile("/elsewhere/routes.json", "\n\n// moved\n" + DesignTable.Text.Replace("  ", "\t", StringComparison.Ordinal)), []);

        Assert.Equal(_reading.Table, moved.Table);
        Assert.Equal(_reading.Table.GetHashCode(), moved.Table.GetHashCode());
    }

    [Theory]
    [InlineData("\"input\": 0.25", "\"input\": 0.26")]
    [InlineData("\"anthropic\",  \"model\"", "\"openai\",  \"model\"")]
    [InlineData("\"6s\"", "\"7s\"")]
    [InlineData("[\"gpt-mini\", \"haiku\"]", "[\"haiku\", \"gpt-mini\"]")]
    public void Differs_from_one_that_says_something_else(string from, string to)
    {
        var other = TableReader.Read(new TextFile("/app/routes.json", DesignTable.Text.Replace(from, to, StringComparison.Ordinal)), []);

        Assert.NotEqual(_reading.Table, other.Table);
    }
}
