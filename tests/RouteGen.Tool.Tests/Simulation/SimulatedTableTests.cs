using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Model.Tables;
using RouteGen.Tables;
using RouteGen.Tool.Simulation;
using RouteGen.Tool.Tables;

namespace RouteGen.Tool.Tests.Simulation;

public sealed class SimulatedTableTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_of_every_kind_is_answered_in_its_dialect()
    {
        var file = Read(EveryKind());
        await using var simulated = await SimulatedTable.StartAsync(file, Cancellation);
        await using var services = Services(file, simulated);
        var table = services.GetRequiredService<LoadedRouteTable>();

        foreach (var route in file.Definition.Routes)
        {
            var record = await AskAsync(table, route.Name);
            Assert.Equal(route.Name, record.ServedBy);
        }
    }

    [Fact]
    public async Task A_target_fails_when_told_to_and_the_next_takes_over_until_it_is_told_to_behave()
    {
        var file = Read("""
            {
              "table": "TwoRoutes", "about": "Two.",
              "providers": { "openai": { "kind": "openai" }, "own": { "kind": "custom" } },
              "models": { "m": { "contextWindow": 1000, "maxOutput": 100 } },
              "targets": { "first": { "provider": "openai", "model": "m" }, "second": { "provider": "own", "model": "m" } },
              "routes": { "chat": { "about": "Chat.", "chain": ["first", "second"] } }
            }
            """);
        await using var simulated = await SimulatedTable.StartAsync(file, Cancellation);
        await using var services = Services(file, simulated);
        var table = services.GetRequiredService<LoadedRouteTable>();

        Assert.Equal("first", (await AskAsync(table, "chat")).ServedBy);
        simulated.Fail("first", "invalid-api-key");
        Assert.Equal("second", (await AskAsync(table, "chat")).ServedBy);
        Assert.Throws<ArgumentException>(() => simulated.Fail("third", "none"));
        Assert.Throws<ArgumentException>(() => simulated.Fail("first", "bored"));
    }

    private static async Task<RouteRecord> AskAsync(LoadedRouteTable table, string name)
    {
        var route = table.Find(name)!;
        if (route is IChatClient chat)
        {
            var reply = await chat.GetResponseAsync("Hello", cancellationToken: Cancellation);
            Assert.StartsWith("Simulated reply of", reply.Text, StringComparison.Ordinal);
            return reply.GetRouteRecord()!;
        }

        var vectors = await ((IEmbeddingGenerator<string, Embedding<float>>)route).GenerateAsync(
            ["Hello"], cancellationToken: Cancellation);
        Assert.Equal(12, Assert.Single(vectors).Vector.Length);
        return vectors.GetRouteRecord()!;
    }

    private static ServiceProvider Services(RouteTableFile file, SimulatedTable simulated)
    {
        var services = new ServiceCollection();
        simulated.Register(services, file);
        return services.BuildServiceProvider();
    }

    private static RouteTableFile Read(string text)
    {
        var file = RouteTableFile.Read("routes.json", text, new() { Adapters = ToolAdapters.Create() });
        Assert.True(file.IsUsable, string.Join('\n', file.Problems));
        return file;
    }

    private static string EveryKind()
    {
        StringBuilder providers = new(), targets = new(), routes = new();
        foreach (var kind in KnownKinds.All.Append(new(KnownKinds.Custom, "")))
        {
            var address = kind.Address is null && kind.Name != KnownKinds.Custom ? ", \"endpoint\": \"http://127.0.0.1:9\"" : "";
            providers.Append($"\"{kind.Name}\": {{ \"kind\": \"{kind.Name}\"{address} }},");
            Add(kind.Name, kind.Name, "any", "");
            if (kind.HasEmbeddings)
            {
                Add($"embed-{kind.Name}", kind.Name, "vectors", "\"type\": \"embedding\", ");
            }

            if (kind.HasResponses)
            {
                providers.Append($"\"{kind.Name}-r\": {{ \"kind\": \"{kind.Name}\", \"api\": \"responses\"{address} }},");
                Add($"{kind.Name}-r", $"{kind.Name}-r", "any", "");
            }
        }

        return $$"""
            {
              "table": "KindsRoutes", "about": "A route for each kind.",
              "providers": { {{providers}} },
              "models": {
                "any": { "contextWindow": 400000, "maxOutput": 64000 },
                "vectors": { "maxInput": 8000, "dimensions": 12 }
              },
              "targets": { {{targets}} },
              "routes": { {{routes}} }
            }
            """;

        void Add(string name, string provider, string model, string type)
        {
            targets.Append($"\"{name}\": {{ \"provider\": \"{provider}\", \"model\": \"{model}\" }},");
            routes.Append($"\"{name}\": {{ \"about\": \"It.\", {type}\"chain\": [\"{name}\"] }},");
        }
    }
}
