using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Keys;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Gateway.Tests.Records;

/// <summary>Whether the process lives and is ready, and what a missing key of a provider does to it.</summary>
public sealed class HealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_answer_anybody_and_ask_no_provider()
    {
        await using var bench = await GatewayBench.StartAsync();
        foreach (var path in (string[])["/health/live", "/health/ready"])
        {
            using var response = await bench.Http.GetAsync(path, Token);
            Assert.Equal((HttpStatusCode.OK, "ok\n"), (response.StatusCode, await response.Content.ReadAsStringAsync(Token)));
            using var head = await bench.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Token);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        }

        Assert.Empty(bench.Records.All);
    }

    [Fact]
    public async Task What_is_tagged_ready_holds_readiness_up_and_nothing_else_does()
    {
        var isReady = false;
        await using var bench = await GatewayBench.StartAsync(services: s => s.AddHealthChecks()
            .AddCheck("store", () => isReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("secret detail"), ["ready"])
            .AddCheck("providers", () => HealthCheckResult.Unhealthy()));
        using (var response = await bench.Http.GetAsync("/health/ready", Token))
        {
            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, "not ready: store\n"),
                (response.StatusCode, await response.Content.ReadAsStringAsync(Token)));
        }

        isReady = true;
        Assert.Equal("ok\n", await bench.Http.GetStringAsync("/health/ready", Token));
        Assert.Equal("ok\n", await bench.Http.GetStringAsync("/health/live", Token));
    }

    [Fact]
    public async Task From_the_moment_that_it_is_told_to_stop_it_is_not_ready()
    {
        var held = new TaskCompletionSource();
        await using var bench = await GatewayBench.StartAsync(services: s => s.AddSingleton<IStartupFilter>(new Held(held.Task)));
        Assert.Equal("ok\n", await bench.Http.GetStringAsync("/health/ready", Token));

        // One request is under way, so that the server still answers on the connections that it has.
        var under = bench.Http.GetStringAsync("/health/live?held", Token);
        var lifetime = bench.Services.GetRequiredService<IHostApplicationLifetime>();
        var ready = new HttpRequestMessage(HttpMethod.Get, "/health/ready?held");
        var waiting = bench.Http.SendAsync(ready, Token);
        lifetime.StopApplication();
        held.SetResult();
        using var response = await waiting;
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "not ready: stopping\n"),
            (response.StatusCode, await response.Content.ReadAsStringAsync(Token)));
        Assert.Equal("ok\n", await under);
    }

    [Fact]
    public async Task A_provider_without_its_key_takes_its_targets_out_and_does_not_stop_the_endpoint()
    {
        var log = new LogLines();
        await using var app = Keyless(log, s => s.GetOrAddProvider("openai").ApiKey = "a-key");
        await app.StartAsync(Token);
        Assert.Contains(log.All, l => l.Id == 20 && l.Text.Contains("claude", StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, l => l.Id == 123 && l.Text.Contains("DeskRoutes/chat", StringComparison.Ordinal));
        await app.StopAsync(Token);
    }

    [Fact]
    public async Task A_route_without_any_target_says_so_and_answers_503()
    {
        var log = new LogLines();
        await using var app = Keyless(log, static _ => { });
        await app.StartAsync(Token);
        Assert.Contains(log.All, l => l.Id == 123 && l.Text.Contains("DeskRoutes/chat", StringComparison.Ordinal)
            && l.Text.Contains("OPENAI_API_KEY", StringComparison.Ordinal));
        using var http = new HttpClient
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
            DefaultRequestHeaders = { Authorization = new("Bearer", GatewayBench.Token) },
        };
        using var content = new StringContent(
            Ask.Body("chat", "chat", "hi").ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/v1/chat/completions", content, Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("ok\n", await http.GetStringAsync("/health/ready", Token));
        await app.StopAsync(Token);
    }

    [Fact]
    public async Task What_is_wrong_rather_than_missing_still_stops_the_start()
    {
        await using var app = Keyless(new LogLines(), static s => s.GetOrAddProvider("openai").Endpoint = "not an address");
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(Token));
        Assert.Contains("openai", e.Message, StringComparison.Ordinal);
    }

    private static WebApplication Keyless(LogLines log, Action<RouteTableSettings> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Configuration.AddInMemoryCollection(
        [
            new("RouteGen:Gateway:Keys:bench:Hash", GatewayKeyHash.Compute(GatewayBench.Token).ToConfigurationValue()),
            new("RouteGen:Gateway:Keys:bench:Groups:0", "*"),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddDeskRoutes(t => t.Configure(configure));
        builder.Services.AddRouteGateway();
        var app = builder.Build();
        app.MapRouteGateway<DeskRoutes>();
        return app;
    }

    private sealed class Held(Task until) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, follow) =>
            {
                if (context.Request.Query.ContainsKey("held"))
                {
                    await until;
                }

                await follow(context);
            });
            next(app);
        };
    }
}
