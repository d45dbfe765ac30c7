using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RouteGen;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Aspire;

/// <summary>What docs/aspire.md says of a service in an Aspire application.</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task A_service_reads_the_connection_string_that_the_app_host_writes()
    {
        await using var bench = await AspireBench.StartAsync();
        using var desk = AspireBench.Start(Environment(await bench.EnvironmentAsync()));

        var record = await AskAsync(desk);

        Assert.Equal(("mini", 1, 0), (record.ServedBy, bench.OpenAI.Requests.Count, bench.Gateway.Requests.Count));
        Assert.Equal($"Bearer {AspireBench.Key}", bench.OpenAI.Requests[0].Headers["Authorization"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failing_provider_sees_the_tables_requests_and_a_gateway_is_found_by_its_name(bool isHedged)
    {
        await using var bench = await AspireBench.StartAsync();
        bench.OpenAI.OnAnyModel().Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
        using var desk = AspireBench.Start(Environment(await bench.EnvironmentAsync()), builder =>
        {
            if (isHedged)
            {
                builder.Services.ConfigureHttpClientDefaults(static http => http.AddStandardHedgingHandler());
            }
        });

        var record = await AskAsync(desk);

        Assert.Equal(("mini-via-house", 2, 1), (record.ServedBy, bench.OpenAI.Requests.Count, bench.Gateway.Requests.Count));
        Assert.Equal(["127.0.0.1:" + bench.OpenAI.Endpoint.Port, "127.0.0.1:" + bench.OpenAI.Endpoint.Port, "gateway"],
            record.Attempts.Select(static a => a.Host));
        Assert.Equal("Bearer rk-from-the-app-host", bench.Gateway.Requests[0].Headers["Authorization"]);
        Assert.Equal("SupportRoutes/summarize", bench.Gateway.Requests[0].Model);
    }

    [Fact]
    public async Task The_service_defaults_export_spans_and_metrics_and_check_its_health()
    {
        await using var bench = await AspireBench.StartAsync();
        List<System.Diagnostics.Activity> spans = [];
        List<Metric> metrics = [];
        using var desk = AspireBench.Start(Environment(await bench.EnvironmentAsync()), builder => builder.Services
            .ConfigureOpenTelemetryTracerProvider(t => t.AddInMemoryExporter(spans))
            .ConfigureOpenTelemetryMeterProvider(m => m.AddInMemoryExporter(metrics)));
        await desk.StartAsync(TestContext.Current.CancellationToken);

        await AskAsync(desk);

        // Other tests' spans arrive until it no longer listens.
        desk.Services.GetRequiredService<TracerProvider>().Dispose();
        desk.Services.GetRequiredService<MeterProvider>().ForceFlush();
        Assert.Contains(spans, static s => s.DisplayName == "route answer");
        Assert.Contains(metrics, static m => m.Name == "routegen.calls");
        var health = await desk.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        await desk.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_the_app_host_forgot_is_told_when_the_service_starts()
    {
        await using var bench = await AspireBench.StartAsync();
        var environment = Environment(await bench.EnvironmentAsync());
        environment.Remove("ConnectionStrings__openai");
        using var desk = AspireBench.Start(environment);

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => desk.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(
            "provider 'openai' has no API key: set RouteGen:DeskRoutes:Providers:openai:ApiKey or ConnectionStrings:openai",
            e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_service_discovery_its_addresses_are_an_error_and_not_a_failing_call()
    {
        await using var bench = await AspireBench.StartAsync();
        var environment = Environment(await bench.EnvironmentAsync());
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(environment
                .Select(static v => KeyValuePair.Create(v.Key.Replace("__", ":", StringComparison.Ordinal), (string?)v.Value))).Build())
            .AddDeskRoutes()
            .BuildServiceProvider();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => services.GetRequiredService<DeskRoutes>().Answer
            .GetResponseAsync("a ticket", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("begins with https+http, which service discovery resolves: add AddServiceDiscovery()", e.Message,
            StringComparison.Ordinal);
    }

    /// <summary>The code and the table of the page are those that run here.</summary>
    [Theory]
    [InlineData("aspire.routes.json")]
    [InlineData("DeskAppHost.cs")]
    [InlineData("ServiceDefaults.cs")]
    [InlineData("Desk.cs")]
    public void The_page_shows_what_runs_here(string file) =>
        Assert.Contains($"\n{Resource(file).Trim()}\n```\n", Resource("aspire.md"), StringComparison.Ordinal);

    private static async Task<RouteRecord> AskAsync(IHost desk) => (await desk.Services.GetRequiredService<DeskRoutes>().Answer
        .GetResponseAsync("Where is my order?", cancellationToken: TestContext.Current.CancellationToken)).Record;

    // A variable that the table names is the process's own: tests share a process, so here it is a setting.
    private static Dictionary<string, string> Environment(IReadOnlyDictionary<string, string> environment) => new(environment)
    {
        ["RouteGen__DeskRoutes__Providers__house__ApiKey"] = environment["ROUTEGEN_GATEWAY_KEY"],
    };

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(DeskTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
