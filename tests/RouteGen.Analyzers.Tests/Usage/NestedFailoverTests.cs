using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.NestedFailoverAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>RG2010: a route among the clients of another failover.</summary>
public class NestedFailoverTests
{
    private const string Quiet = "#pragma warning disable MEAI001\n";

    [Theory]
    [InlineData("using var c = new OrderedFailoverChatClient([{|RG2010:routes.Summarize|}, other]);")]
    [InlineData("using var c = new OrderedFailoverChatClient(new IChatClient[] { other, {|RG2010:keyed|} });")]
    [InlineData("using var c = new OrderedFailoverChatClient(new List<IChatClient> { {|RG2010:routes.Summarize|} });")]
    [InlineData("var list = new IChatClient[] { {|RG2010:routes.Summarize|}, other }; using var c = new OrderedFailoverChatClient(list);")]
    [InlineData("using var c = new OrderedFailoverChatClient([{|RG2010:routes.Summarize.AsBuilder().UseFunctionInvocation().Build()|}]);")]
    [InlineData(
        "using var c = new OrderedFailoverChatClient([" +
        "{|RG2010:services.GetRequiredKeyedService<IChatClient>(SupportRoutes.Keys.Classify)|}]);")]
    public Task A_route_inside_is_found(string statements) => Test.InBody(Quiet + statements);

    [Theory]
    [InlineData("using var c = new OrderedFailoverChatClient([other, services.GetRequiredService<IChatClient>()]);")]
    [InlineData("using var c = new OrderedFailoverChatClient(services.GetServices<IChatClient>().ToList());")]
    [InlineData("using var c = routes.Summarize.AsBuilder().UseFunctionInvocation().Build();")]
    [InlineData("IReadOnlyList<IChatClient>? one = null, two = null; while (true) { one = [.. two!, .. two!]; two = [.. one, .. one]; " +
        "using var c = new OrderedFailoverChatClient(one); }")]
    public Task A_failover_without_a_route_is_fine(string statements) => Test.InBody(Quiet + statements);
}
