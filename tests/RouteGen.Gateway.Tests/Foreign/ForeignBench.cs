using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;

namespace RouteGen.Gateway.Tests.Foreign;

/// <summary>
/// A gateway for foreign clients, of which one case at a time is asked. Between cases its clock skips what breakers and cooldowns take, so
/// that one case knows nothing of the others.
/// </summary>
internal sealed class ForeignBench : IAsyncDisposable
{
    private readonly SkippingTime _time;

    private ForeignBench(GatewayBench gateway, SkippingTime time) => (Gateway, _time) = (gateway, time);

    public GatewayBench Gateway { get; }

    public SimulatedProviders Providers => Gateway.Providers;

    public static IReadOnlyList<string> Targets { get; } = ["gpt", "resp", "claude", "local", "embed"];

    /// <summary>Starts a gateway.</summary>
    /// <param name="isRead">Whether its table is read by <c>routegen serve</c>, and not compiled: clients see no difference.</param>
    public static async Task<ForeignBench> StartAsync(bool isRead)
    {
        var time = new SkippingTime();
        return isRead
            ? new(await GatewayBench.ServeAsync<ForeignRoutes>(
                Path.Combine(NodeClients.Repository, "tests", "RouteGen.Gateway.Tests", "foreign.routes.json"), time), time)
            : new(await GatewayBench.StartAsync<ForeignRoutes>(
            static (services, use) => services.AddForeignRoutes(use), services: s => s.AddSingleton<TimeProvider>(time)), time);
    }

    /// <summary>Runs a case; what its call left is asserted on here, as far as it holds of every call.</summary>
    public async Task<(ForeignResult Result, IReadOnlyList<RouteRecord> Records)> RunAsync(
        NodeClients? node, string client, string form, string model, string prompt)
    {
        var (records, exchanges) = (Gateway.Records.All.Count, Gateway.Wire.Exchanges.Count);
        var asked = new ForeignCase(client, form, model, prompt, Gateway.Address.AbsoluteUri.TrimEnd('/'));
        var result = client.StartsWith("net-", StringComparison.Ordinal) ? await DotNetClients.RunAsync(asked)
            : await node!.RunAsync(asked);

        // An error can reach its client before the call's end has been told to everybody.
        var left = Gateway.Records.All;
        for (var i = 0; i < 60_000 && (left.Count == records || left.Count - records != Posted()); i++)
        {
            await Task.Delay(5);
            left = Gateway.Records.All;
        }

        _time.Skip(TimeSpan.FromMinutes(6));
        var sent = Posted();
        Assert.True(sent == left.Count - records, $"{asked}: {sent} requests and {left.Count - records} records.");
        return (result, [.. left.Skip(records)]);

        int Posted() => Gateway.Wire.Exchanges.Skip(exchanges).Count(static e => e.Method == "POST");
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
