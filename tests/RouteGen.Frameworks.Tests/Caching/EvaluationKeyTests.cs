using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Caching;

/// <summary>
/// What the response cache of Microsoft.Extensions.AI.Evaluation.Reporting puts into its keys: the provider's name and the default model
/// of the client's metadata, not its address, and the caching keys of the configuration.
/// </summary>
public sealed class EvaluationKeyTests
{
    [Fact]
    public async Task Routes_are_told_apart_by_themselves_and_versions_of_a_table_by_the_cache_key()
    {
        await using var services = new ServiceCollection().AddSupportRoutes().BuildServiceProvider();
        var routes = services.GetRequiredService<SupportRoutes>();

        Assert.Equal("routegen SupportRoutes/summarize", OwnKeys(routes.Summarize));
        Assert.Equal("routegen SupportRoutes/assist", OwnKeys(routes.Assist));
        Assert.Equal(OwnKeys(routes.Summarize), OwnKeys(routes.Summarize.For(user: "ada")));
        Assert.Equal($"SupportRoutes/summarize@{SupportRoutes.Definition.Hash}", routes.Summarize.CacheKey);
    }

    private static string OwnKeys(IChatClient client)
    {
        var metadata = client.GetService<ChatClientMetadata>()!;
        return $"{metadata.ProviderName} {metadata.DefaultModelId}";
    }
}
