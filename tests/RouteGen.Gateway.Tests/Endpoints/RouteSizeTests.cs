using RouteGen.Definitions;
using RouteGen.Gateway.Routing;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Gateway.Tests.Endpoints;

/// <summary>What <c>/v1/models</c> says of a route: what some target of it can do, with what the hosts lack left out.</summary>
public sealed class RouteSizeTests
{
    [Theory]
    [InlineData(ModelFeatures.None, ModelFeatures.Tools | ModelFeatures.Streaming)]
    [InlineData(ModelFeatures.Tools, ModelFeatures.Streaming)]
    public void A_feature_that_the_only_target_lacks_is_not_promised(ModelFeatures lacks, ModelFeatures promised)
    {
        var target = new TargetDefinition
        {
            Name = "t",
            Provider = new ProviderDefinition { Name = "p", Kind = "custom", Adapter = null },
            Model = new ModelDefinition { Name = "m", Features = ModelFeatures.Tools | ModelFeatures.Streaming },
            Deployment = "m",
            Lacks = lacks,
        };

        Assert.Equal(promised, Promised(target));
        Assert.Equal(ModelFeatures.Tools | ModelFeatures.Streaming, Promised(target, target with { Lacks = ModelFeatures.None }));
    }

    private static ModelFeatures Promised(params TargetDefinition[] targets) =>
        RouteSize.For(TestRoutes.Plain([.. targets.Select(static t => new ChainEntryDefinition { Target = t })])).Features;
}
