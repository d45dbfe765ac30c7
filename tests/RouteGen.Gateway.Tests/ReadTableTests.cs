using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Gateway.Routing;
using RouteGen.Keys;
using RouteGen.Tables;
using RouteGen.Testing;
using RouteGen.Tool.Simulation;
using RouteGen.Tool.Tables;

namespace RouteGen.Gateway.Tests;

/// <summary>A table that was read, beside one that was compiled, in one endpoint.</summary>
public sealed class ReadTableTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Routes_of_both_are_served_and_names_that_both_have_are_asked_for_in_full()
    {
        await using var compiled = await SimulatedProviders.StartAsync<DeskRoutes>(Cancellation);
        var file = Read("night-*");
        await using var read = await SimulatedTable.StartAsync(file, Cancellation);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var token = GatewayKeyText.CreateToken("both");
        var keys = new InMemoryGatewayKeyStore();
        await keys.AddAsync(new() { Id = "both", Hash = GatewayKeyHash.Compute(token), Groups = [GatewayKey.EveryGroup] }, Cancellation);
        builder.Services.AddSingleton<IGatewayKeyStore>(keys).AddDeskRoutes(compiled.Use).AddRouteGateway();
        read.Register(builder.Services, file);
        await using var app = builder.Build();
        app.MapRouteGateway<DeskRoutes>().MapRouteGateway(app.Services.GetRequiredService<LoadedRouteTable>());
        await app.StartAsync(Cancellation);
        using var http = new HttpClient
        {
            BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
            DefaultRequestHeaders = { Authorization = new("Bearer", token) },
        };

        Assert.Equal("moon", await TargetOfAsync("moonlight"));
        Assert.Equal("moon", await TargetOfAsync("NightRoutes/write"));
        Assert.Equal("moon", await TargetOfAsync("night-owl"));
        Assert.NotEqual("moon", await TargetOfAsync("DeskRoutes/write"));
        var ids = (await http.GetFromJsonAsync<JsonElement>("/v1/models", Cancellation)).GetProperty("data").EnumerateArray()
            .Select(m => m.GetProperty("id").GetString()).ToArray();
        Assert.Contains("NightRoutes/write", ids);
        Assert.Contains("moonlight", ids);

        // Another version that would answer to a name of the compiled table is not taken, and the one before serves on.
        var catalog = app.Services.GetRequiredService<RouteCatalog>();
        var table = app.Services.GetRequiredService<LoadedRouteTable>();
        Assert.Throws<InvalidOperationException>(() => catalog.Replace(table, Read("house-*").Definition, new()));
        Assert.Equal("moon", await TargetOfAsync("night-owl"));

        async Task<string> TargetOfAsync(string model)
        {
            using var reply = await http.PostAsJsonAsync("/v1/chat/completions", new JsonObject
            {
                ["model"] = model,
                ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }),
            }, Cancellation);
            Assert.True(reply.IsSuccessStatusCode, $"{model}: {await reply.Content.ReadAsStringAsync(Cancellation)}");
            return reply.Headers.GetValues("x-routegen-target").Single();
        }
    }

    private static RouteTableFile Read(string alias) => RouteTableFile.Read("night.routes.json", $$"""
        {
          "table": "NightRoutes",
          "providers": { "lunar": { "kind": "openai" } },
          "models": { "m": { "contextWindow": 100000, "maxOutput": 1000 } },
          "targets": { "moon": { "provider": "lunar", "model": "m" } },
          "routes": {
            "moonlight": { "chain": ["moon"], "limits": { "outputTokens": 100 } },
            "write": { "chain": ["moon"], "limits": { "outputTokens": 100 }, "aliases": ["{{alias}}"] }
          }
        }
        """, new() { Adapters = ToolAdapters.Create() });
}
