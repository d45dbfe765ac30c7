using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.AspNetCore;

/// <summary>What a minimal API writes of a reply that its handler returns.</summary>
public sealed class ReplyOverHttpTests
{
    [Theory]
    [InlineData("/reply")]
    [InlineData("/typed")]
    [InlineData("/result")]
    [InlineData("/updates")]
    [InlineData("/events")]
    public async Task It_holds_the_answer_and_neither_costs_nor_hosts_nor_caller(string path)
    {
        await using var bench = await WebBench.StartAsync(Map);
        bench.Client.Then(Step.Says("the answer", 123_457, 98_765, properties: new() { [WireFacts.CostUsdKey] = 0.0471358m }));

        var body = await bench.Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("answer", body, StringComparison.Ordinal);
        Assert.Equal(("u-alice", "acme"), (bench.Records[0].Caller.User, bench.Records[0].Caller.Tenant));
        Assert.All(
            (string[])["u-alice", "acme", "0.0471358", "1.111107", "cost", "support", "first", "attempts", "house", "servedBy"],
            word => Assert.DoesNotContain(word, body, StringComparison.OrdinalIgnoreCase));
    }

    private static void Map(WebApplication app)
    {
        app.UseRouting();
        app.MapGet("/reply", static (TestTable table) => ((IChatClient)Alice(table)).GetResponseAsync("hello"));
        app.MapGet("/typed", static (TestTable table) => Alice(table).GetResponseAsync("hello"));
        app.MapGet(
            "/result", static async (TestTable table) => TypedResults.Ok<ChatResponse>(await Alice(table).GetResponseAsync("hello")));
        app.MapGet("/updates", static (TestTable table) => Alice(table).GetStreamingResponseAsync("hello"));
        app.MapGet("/events", static (TestTable table) => TypedResults.ServerSentEvents(Alice(table).GetStreamingResponseAsync("hello")));
    }

    private static RouteClient<TestTarget> Alice(TestTable table) => table.Ask.For(user: "u-alice", tenant: "acme");
}
