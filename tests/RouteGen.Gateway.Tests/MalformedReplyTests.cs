using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;

namespace RouteGen.Gateway.Tests;

/// <summary>Routes that return malformed output, at an endpoint and in drills: relayed, translated, and not at all.</summary>
public sealed class MalformedReplyTests
{
    [Theory]
    [InlineData("chat", "relay")]
    [InlineData("responses", "translate")]
    public async Task The_last_reply_goes_to_the_client_and_the_record_tells(string dialect, string lane)
    {
        await using var bench = await GatewayBench.StartAsync<LenientRoutes>(static (all, use) => all.AddLenientRoutes(use));
        bench.Providers.On("claude").Always(new SimulatedReply { Text = "No JSON from Claude." });
        bench.Providers.On("gpt").Always(new SimulatedReply { Text = "No JSON from GPT." });

        using var response = await bench.PostAsync(Ask.PathOf(dialect), Body(dialect, "read"));
        var reply = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

        Assert.Equal((HttpStatusCode.OK, "No JSON from GPT."), (response.StatusCode, Ask.TextOf(dialect, reply)));
        Assert.Equal(("gpt", "2", lane), (Header("target"), Header("attempts"), Header("lane")));
        var record = Assert.Single(bench.Records.All);
        Assert.Equal((RouteOutcome.Failed, Fault.MalformedOutput, "gpt"), (record.Outcome, record.Fault, record.ServedBy));
        Assert.True(record.CostUsd > record.Attempts[1].CostUsd);

        string Header(string name) => response.Headers.GetValues($"x-routegen-{name}").Single();
    }

    [Fact]
    public async Task The_reply_of_an_earlier_target_comes_with_its_own_lane_and_usage()
    {
        await using var bench = await GatewayBench.StartAsync<LenientRoutes>(static (all, use) => all.AddLenientRoutes(use));
        bench.Providers.On("claude").Always(new SimulatedReply { Text = "No JSON from Claude.", Usage = new SimulatedUsage(50, 7) });
        bench.Providers.On("gpt").Always(SimulatedReply.Failing(SimulatedFailure.ServerError));

        using var response = await bench.PostAsync(Ask.PathOf("chat"), Body("chat", "read"));
        var reply = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

        Assert.Equal((HttpStatusCode.OK, "No JSON from Claude."), (response.StatusCode, Ask.TextOf("chat", reply)));
        Assert.Equal((50, 7), ((int)reply["usage"]!["prompt_tokens"]!, (int)reply["usage"]!["completion_tokens"]!));
        Assert.Equal("translate", response.Headers.GetValues("x-routegen-lane").Single());
        Assert.Equal("claude", Assert.Single(bench.Records.All).ServedBy);
    }

    [Fact]
    public async Task Another_route_of_the_table_refuses_as_before()
    {
        await using var bench = await GatewayBench.StartAsync<LenientRoutes>(static (all, use) => all.AddLenientRoutes(use));
        bench.Providers.On("claude").Always(new SimulatedReply { Text = "No JSON." });
        bench.Providers.On("gpt").Always(new SimulatedReply { Text = "No JSON." });

        using var response = await bench.PostAsync(Ask.PathOf("chat"), Body("chat", "strict"));

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Null(Assert.Single(bench.Records.All).ServedBy);
    }

    [Fact]
    public async Task A_drill_takes_a_returned_reply_for_the_failure_that_it_is()
    {
        var drill = RouteDrill.On<LenientRoutes>().Route(r => r.Read)
            .Asking("Hi", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema<int[]>() })
            .Failing(ReadTarget.Claude, Fault.MalformedOutput)
            .Failing(ReadTarget.Gpt, Fault.MalformedOutput);

        var record = await drill.ExpectFailureAsync(Fault.MalformedOutput);

        Assert.Equal("gpt", record.ServedBy);
        var thrown = await Assert.ThrowsAsync<RouteDrillException>(() => drill.ExpectServedByAsync(ReadTarget.Gpt));
        Assert.Contains("MalformedOutput", thrown.Message, StringComparison.Ordinal);
    }

    private static JsonNode Body(string dialect, string model)
    {
        var schema = JsonNode.Parse(
            """{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}""");
        var body = Ask.Body(dialect, model, "Hi");
        if (dialect == "responses")
        {
            body["text"] = new JsonObject
            {
                ["format"] = new JsonObject { ["type"] = "json_schema", ["name"] = "answer", ["strict"] = true, ["schema"] = schema },
            };
        }
        else
        {
            body["response_format"] = new JsonObject
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject { ["name"] = "answer", ["strict"] = true, ["schema"] = schema },
            };
        }

        return body;
    }
}
