using System.Diagnostics;
using Microsoft.Agents.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;
using RouteGen.Testing;
using SupportApp;

namespace RouteGen.Frameworks.Tests.Agents;

/// <summary>The spans of an agent and those of its routes, together.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Spans_of_the_route_stand_below_the_agent_s_and_name_the_route_where_the_target_is_not_known()
    {
        await using var bench = await FrameworkBench.StartAsync();
        bench.Providers.On("mini").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        await using var services = bench.Services(s => s.AddSingleton<OrderSystem>().AddOrderAgent());
        var agent = services.GetRequiredKeyedService<AIAgent>("orders").AsBuilder().UseOpenTelemetry("desk").Build();
        List<Activity> spans = [];
        using var source = new ActivitySource("test");
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("test", "desk", "RouteGen").AddInMemoryExporter(spans).Build();

        using (var root = source.StartActivity("root"))
        {
            await agent.RunAsync("Hello.");
            root!.Stop();

            // Other tests' spans arrive until it no longer listens.
            tracing.Dispose();
            var own = spans.Where(s => s.TraceId == root.TraceId).ToArray();
            var agents = Assert.Single(own, s => s.DisplayName.StartsWith("invoke_agent orders", StringComparison.Ordinal));
            var turn = Assert.Single(own, s => s.DisplayName == "chat SupportRoutes/assist");
            var route = Assert.Single(own, s => s.DisplayName == "route assist");
            var served = Assert.Single(own, s => s.DisplayName == "chat claude-haiku-4-5");
            Assert.Equal((agents.SpanId, turn.SpanId, route.SpanId), (turn.ParentSpanId, route.ParentSpanId, served.ParentSpanId));
            Assert.Equal(("routegen", "claude-haiku-4-5"),
                (turn.GetTagItem("gen_ai.provider.name"), turn.GetTagItem("gen_ai.response.model")));

            // What was used is told by whoever was asked for it: the agent's spans, and the attempt's; so one of the two is summed.
            Assert.Equal([true, true, false, true], new[] { agents, turn, route, served }.Select(Counts));
        }
    }

    private static bool Counts(Activity span) => span.GetTagItem("gen_ai.usage.input_tokens") is not null;
}
