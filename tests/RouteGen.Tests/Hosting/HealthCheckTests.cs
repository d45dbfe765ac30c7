using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Hosting;

public sealed class HealthCheckTests
{
    [Fact]
    public async Task A_whole_chain_is_healthy_a_shortened_one_degraded_and_none_at_all_unhealthy()
    {
        await using var bench = Bench();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(bench)).Status);

        bench.Set(("Targets:first:Enabled", "false"));
        var shortened = await CheckAsync(bench);
        Assert.Equal((HealthStatus.Degraded, "A target is missing from 'ask'."), (shortened.Status, shortened.Description));
        Assert.Equal(("degraded", "disabled, retires 2027-03-31"), (shortened.Data["ask"], shortened.Data["ask/first"]));

        bench.Set(("Targets:second:Enabled", "false"));
        var dead = await CheckAsync(bench);
        Assert.Equal((HealthStatus.Unhealthy, "No target is available to 'ask'."), (dead.Status, dead.Description));
    }

    [Fact]
    public async Task An_open_breaker_degrades_and_says_until_when()
    {
        await using var bench = Bench();
        bench.First.Then(Step.Fails(HttpStatusCode.Unauthorized));
        await bench.Route.GetResponseAsync("a ticket");

        var entry = await CheckAsync(bench);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("circuitOpen until 2026-11-20T12:05:00.0000000+00:00, last fault unauthorized at 2026-11-20T12:00:00.0000000+00:00, " +
            "retires 2027-03-31", entry.Data["ask/first"]);
    }

    [Fact]
    public async Task Settings_that_do_not_fit_are_unhealthy_and_named()
    {
        await using var bench = Bench();
        bench.Set(("Targets:frist:Enabled", "false"));

        var entry = await CheckAsync(bench);

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Contains("did you mean 'first'?", entry.Description, StringComparison.Ordinal);
    }

    private static TestBench Bench() => new(
        model: i => i > 0 ? TestBench.Model(i) : new ModelDefinition { Name = "m", Retires = new DateOnly(2027, 3, 31) },
        services: s => s.AddHealthChecks().AddRouteTable<TestTable>());

    private static async Task<HealthReportEntry> CheckAsync(TestBench bench)
    {
        var report = await bench.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return report.Entries["TestTable"];
    }
}
