using System.Net;
using RouteGen.Definitions;
using RouteGen.Gateway.Routing;
using RouteGen.Routes;

namespace RouteGen.Gateway.Tests;

/// <summary>Names by which clients ask for routes: each means one, whatever the order of tables.</summary>
public sealed class AliasTests
{
    [Fact]
    public async Task A_pattern_stands_for_its_route_and_the_reply_has_the_name_that_was_sent()
    {
        await using var bench = await GatewayBench.StartAsync();

        using var response = await bench.PostAsync("/v1/messages", Ask.Body("messages", "house-writer-2", "Hi"));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"model\":\"house-writer-2\"", text, StringComparison.Ordinal);
        Assert.Equal("write", Assert.Single(bench.Records.All).Route);
    }

    [Fact]
    public async Task Tables_whose_aliases_match_the_same_name_are_not_mapped_together()
    {
        await using var bench = await GatewayBench.StartAsync();
        var desk = (RouteTableBase)bench.Services.GetService(typeof(DeskRoutes))!;
        var catalog = new RouteCatalog();
        catalog.Add(desk, DefinitionOf<DeskRoutes>());

        var refused = Assert.Throws<InvalidOperationException>(() => catalog.Add(desk, Renamed(DefinitionOf<DeskRoutes>(), "Night")));

        Assert.Contains("'house-*' of 'Night/write'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'DeskRoutes/write'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["DeskRoutes"], catalog.Tables);
    }

    private static RouteTableDefinition DefinitionOf<TTable>()
        where TTable : RouteTableBase, IRouteTable<TTable> => TTable.Definition;

    private static RouteTableDefinition Renamed(RouteTableDefinition table, string name) => new()
    {
        Name = name,
        Hash = table.Hash,
        Providers = table.Providers,
        Targets = table.Targets,
        Routes = table.Routes,
    };
}
