using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Tables;
using RouteGen.Tool.Graph;
using RouteGen.Tool.Simulation;
using RouteGen.Tool.Tables;

namespace RouteGen.Tool.Tests.Graph;

/// <summary>What <c>graph --without</c> foretells is what calls do when the providers really fail, over HTTP.</summary>
public sealed class OutageTruthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("region:eu")]
    [InlineData("model:claude-haiku-4-5")]
    [InlineData("openai", "anthropic")]
    [InlineData("openai", "region:eu")]
    [InlineData("openai", "openai-eu", "anthropic", "openrouter")]
    public async Task Calls_come_where_an_outage_was_said_to_leave_them(params string[] without)
    {
        var text = ViewTable.Json.Replace("\"limits\":", "\"retry\": { \"delay\": \"1ms\" }, \"limits\":", StringComparison.Ordinal);
        var file = RouteTableFile.Read("routes.json", text, new() { Adapters = ToolAdapters.Create() });
        Assert.True(file.IsUsable, string.Join('\n', file.Problems));
        var view = new TableView(file.Checked.Reading);
        var outage = new Outage(view, [.. without.Select(name => OutageWords.Read(view, name))]);
        await using var simulated = await SimulatedTable.StartAsync(file, Cancellation);
        var compared = 0;
        foreach (var word in (string[])["overloaded", "server-error", "connection-reset", "model-not-found"])
        {
            foreach (var target in outage.Down)
            {
                simulated.Fail(target.Name, word);
            }

            foreach (var effect in outage.Effects.Where(static e => e.Route.Name is "summarize" or "end"))
            {
                // Breakers are those of a container: each call begins with all of them closed.
                await using var services = Services(file, simulated);
                var record = await AskAsync(services.GetRequiredService<LoadedRouteTable>(), effect.Route.Name);
                var failed = record.Attempts.Where(static a => a.Fault != Fault.None).Select(static a => a.Target).Distinct().ToArray();
                if (failed.Length == 0)
                {
                    Assert.True(effect.Ways.All(static way => way.Failed.Count == 0), effect.Route.Name);
                    Assert.Equal(effect.Route.Links[0].Target.Name, record.ServedBy);
                    continue;
                }

                if (effect.Ways.SingleOrDefault(way => way.Faults.Contains(record.Attempts[0].Fault)) is { } way)
                {
                    compared++;
                    Assert.Equal(
                        (way.Serves?.Target.Name, string.Join(' ', way.Failed.Select(static l => l.Target.Name))),
                        (record.ServedBy, string.Join(' ', failed)));
                }
            }
        }

        Assert.True(compared > 0
            || outage.Effects.All(static e => e.Ways.All(static w => w.Failed.Count == 0) || e.Route.Name is "desk" or "cheap"));
    }

    private static ServiceProvider Services(RouteTableFile file, SimulatedTable simulated)
    {
        var services = new ServiceCollection();
        simulated.Register(services, file);
        return services.BuildServiceProvider();
    }

    private static async Task<RouteRecord> AskAsync(LoadedRouteTable table, string name)
    {
        try
        {
            var reply = await ((IChatClient)table.Find(name)!).GetResponseAsync("Hello", cancellationToken: Cancellation);
            return reply.GetRouteRecord()!;
        }
        catch (RouteException e)
        {
            return e.Record;
        }
    }
}
