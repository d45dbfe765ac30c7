using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

/// <summary>What a target lacks though its model has it: the host's doing, so it counts for that target alone.</summary>
public sealed class LacksTests
{
    private const ModelFeatures All = ModelFeatures.Streaming | ModelFeatures.Tools | ModelFeatures.JsonSchema;

    [Theory]
    [InlineData(All, ModelFeatures.Tools, "second", false)]
    [InlineData(null, ModelFeatures.Tools, "second", false)]
    [InlineData(All, ModelFeatures.JsonSchema, "first", false)]
    [InlineData(null, ModelFeatures.Streaming, "first", false)]
    [InlineData(All, ModelFeatures.Streaming, "second", true)]
    [InlineData(null, ModelFeatures.Streaming, "second", true)]
    public async Task A_request_that_needs_it_skips_the_target_and_no_other_of_its_model(
        ModelFeatures? features, ModelFeatures lacks, string serves, bool isStreamed)
    {
        await using var services = Services(features, lacks);
        var route = services.GetRequiredService<TestTable>().Ask;
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(static () => 1, "one")] };

        RouteRecord record;
        if (isStreamed)
        {
            var updates = await route.GetStreamingResponseAsync("a ticket").ToListAsync(TestContext.Current.CancellationToken);
            record = updates.Select(static u => u.GetRouteRecord()).OfType<RouteRecord>().Single();
        }
        else
        {
            record = (await route.GetResponseAsync("a ticket", options)).Record;
        }

        Assert.Equal(serves, record.ServedBy);
        Assert.Equal(serves == "first" ? [] : [new SkippedTarget("first", SkipReason.MissingFeature)], record.Skipped);
    }

    [Theory]
    [InlineData(All, ModelFeatures.Tools, ModelFeatures.Streaming | ModelFeatures.JsonSchema, ModelFeatures.Tools | ModelFeatures.Vision)]
    [InlineData(null, ModelFeatures.Tools, null, ModelFeatures.Tools)]
    [InlineData(All, ModelFeatures.None, All, ModelFeatures.Vision)]
    public void A_target_says_what_it_has_and_what_it_lacks(
        ModelFeatures? features, ModelFeatures lacks, ModelFeatures? has, ModelFeatures lacking)
    {
        var target = Target("first", features, lacks);

        Assert.Equal(has, target.Features);
        Assert.Equal(lacking, target.FindLacking(ModelFeatures.Tools | ModelFeatures.Streaming | ModelFeatures.Vision));
    }

    private static TargetDefinition Target(string name, ModelFeatures? features, ModelFeatures lacks) => new()
    {
        Name = name,
        Provider = new ProviderDefinition { Name = name, Kind = "echo", Adapter = new EchoAdapter() },
        Model = new ModelDefinition { Name = "m", Features = features },
        Deployment = "m",
        Lacks = lacks,
    };

    private static ServiceProvider Services(ModelFeatures? features, ModelFeatures lacks)
    {
        TargetDefinition[] targets = [Target("first", features, lacks), Target("second", features, ModelFeatures.None)];
        TestTable.Current.Value = new RouteTableDefinition
        {
            Name = "Lacks" + Guid.NewGuid().ToString("N"),
            Hash = "h",
            Providers = [.. targets.Select(static t => t.Provider)],
            Targets = targets,
            Routes = [TestRoutes.Plain([.. targets.Select(static t => new ChainEntryDefinition { Target = t })])],
        };
        return new ServiceCollection().AddRouteTable<TestTable>().BuildServiceProvider();
    }

    private sealed class EchoAdapter : IProviderAdapter
    {
        public IChatClient CreateChatClient(ProviderConnection connection) => new ScriptedClient().Then(Step.Says("An answer."));

        public Uri? GetDefaultEndpoint(string kind) => new("https://public/");

        public Fault? Classify(Exception exception) => null;
    }
}
