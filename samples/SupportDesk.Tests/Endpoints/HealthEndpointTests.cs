using System.Net;
using System.Text.Json;

namespace SupportDesk.Tests.Endpoints;

/// <summary>What a load balancer and the person on call are told.</summary>
public sealed class HealthEndpointTests
{
    [Fact]
    public async Task A_desk_whose_targets_all_answer_their_probes_is_healthy()
    {
        await using var desk = await DeskApplication.StartAsync();
        foreach (var target in (string[])["gpt-nano", "house-oss"])
        {
            // The triage asks them by a schema.
            desk.Providers.On(target).Always(SimulatedReply.FromText("""{"ok":true}"""));
        }

        using var client = desk.CreateClient();

        using var probe = await client.GetAsync("/probe");
        using var health = await client.GetAsync("/health");

        Assert.All((await probe.JsonAsync()).EnumerateArray(), target => Assert.Equal("None", target.GetProperty("fault").GetString()));
        var report = await health.JsonAsync();
        Assert.Equal((HttpStatusCode.OK, "Healthy"), (health.StatusCode, report.GetProperty("status").GetString()));
        Assert.StartsWith("available", Data(report, "summarize/haiku"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_fallback_that_no_call_has_needed_yet_is_shown_after_a_probe()
    {
        await using var desk = await DeskApplication.StartAsync();

        // A key is refused for all that it may call: if the other target of this provider served, the key would be good after all.
        desk.Providers.On("haiku").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        desk.Providers.On("sonnet").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        using var client = desk.CreateClient();

        using var probe = await client.GetAsync("/probe");
        using var health = await client.GetAsync("/health");

        var report = await health.JsonAsync();
        Assert.Equal((HttpStatusCode.OK, "Degraded"), (health.StatusCode, report.GetProperty("status").GetString()));
        Assert.Contains("circuitOpen", Data(report, "summarize/haiku"), StringComparison.Ordinal);
        Assert.Equal("degraded", Data(report, "summarize"));
    }

    private static string Data(JsonElement report, string key) =>
        report.GetProperty("checks").GetProperty("SupportRoutes").GetProperty("data").GetProperty(key).GetString()!;
}
