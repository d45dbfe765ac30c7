using System.Globalization;
using System.Text.Json.Nodes;
using RouteGen.Testing;

namespace RouteGen.Gateway.Tests.Lanes;

/// <summary>
/// One request, relayed and translated: facts, estimate, faults and cost are the same. A part runs everywhere, from a seed that it prints;
/// <c>ROUTEGEN_LANES=2000</c> runs so many, and <c>ROUTEGEN_SEED</c> repeats what failed.
/// </summary>
public sealed class LanesAgreeTests
{
    private const int Part = 20;

    private static readonly SimulatedFailure?[] Failures =
    [
        null, null, null, null, SimulatedFailure.ServerError, SimulatedFailure.RateLimited, SimulatedFailure.InvalidRequest,
        SimulatedFailure.UnsupportedParameter, SimulatedFailure.ContentFiltered, SimulatedFailure.ReplyFiltered,
        SimulatedFailure.ContextTooLong, SimulatedFailure.GarbageBody, SimulatedFailure.EmptyReply, SimulatedFailure.OutOfCredit,
        SimulatedFailure.StreamErrorBeforeContent, SimulatedFailure.StreamErrorAfterContent, SimulatedFailure.StreamEndsBeforeContent,
        SimulatedFailure.StreamEndsAfterContent, SimulatedFailure.StreamResetAfterContent,
    ];

    [Fact]
    public async Task They_come_to_the_same()
    {
        var seed = Number("ROUTEGEN_SEED") ?? Random.Shared.Next();
        var count = Number("ROUTEGEN_LANES") ?? Part;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}, {count} requests");
        var random = new Random(seed);
        var lanes = await Lanes.StartAsync();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var (dialect, model, target) = random.Next(3) switch
                {
                    0 => ("chat", "chat", "gpt"),
                    1 => ("responses", "think", "resp"),
                    _ => ("messages", "write", "claude"),
                };
                var body = Request(random, dialect, model);
                var failure = Failures[random.Next(Failures.Length)];
                var reply = failure is { } f ? SimulatedReply.Failing(f)
                    : body["tools"] is not null && i % 2 == 0 ? SimulatedReply.Calling("look_up", """{"word":"é \" x"}""", "call_12345678")
                    : SimulatedReply.InPieces("Hé", "llo ", "😀", " there.");

                // Stated, since the simulated providers count a request's bytes, which are others in each lane.
                reply = reply with { Usage = new SimulatedUsage(50, 7) };
                var (relayed, translated) = (await lanes.RelayAsync(dialect, target, body, reply),
                    await lanes.TranslateAsync(dialect, target, body, reply));
                if (relayed.Skipped.Count > 0 || translated.Skipped.Count > 0)
                {
                    // Breakers that cool down at their own time say nothing about lanes.
                    await lanes.DisposeAsync();
                    lanes = await Lanes.StartAsync();
                    (relayed, translated) = (await lanes.RelayAsync(dialect, target, body, reply),
                        await lanes.TranslateAsync(dialect, target, body, reply));
                }

                Assert.All(translated.Attempts, static a => Assert.NotEqual(RequestLane.Relay, a.Lane));
                Assert.Equal(RequestLane.Relay, relayed.Attempts[0].Lane);
                Assert.True(
                    Facts(translated) == Facts(relayed),
                    $"seed {seed}, request {i}, {dialect}, {failure}: {body.ToJsonString()}\n{Facts(translated)}\n{Facts(relayed)}");
            }
        }
        finally
        {
            await lanes.DisposeAsync();
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Facts(RouteRecord record)
    {
        var attempts = record.Attempts.Select(static a =>
            $"{a.Target} {a.Fault} {a.StatusCode} {a.Code} {a.Usage} {a.EstimatedUsage} "
            + $"{a.CostUsd} {a.CostSource} {a.DroppedOptions} {a.ServiceTier}");
        return $"{record.Outcome} {record.Fault} in {record.EstimatedInputTokens} out {record.EstimatedOutputTokens} "
            + $"about {record.EstimatedCostUsd} cost {record.CostUsd} {record.FinishReason} {record.RequestedModel} {record.StatusCode} "
            + $"[{string.Join(" | ", attempts)}]";
    }

    private static JsonNode Request(Random random, string dialect, string model)
    {
        var body = Ask.Body(dialect, model, Text(random), streamed: random.Next(2) == 0);
        if (random.Next(2) == 0)
        {
            body["temperature"] = Math.Round(random.NextDouble(), 2);
        }

        if (random.Next(3) == 0)
        {
            body["top_p"] = 0.5;
        }

        if (random.Next(2) == 0)
        {
            body[dialect == "messages" ? "max_tokens" : dialect == "chat" ? random.Next(2) == 0 ? "max_tokens" : "max_completion_tokens"
                : "max_output_tokens"] =
                random.Next(16, 3000);
        }

        if (dialect != "responses" && random.Next(3) == 0)
        {
            body["messages"]!.AsArray().Insert(0, new JsonObject { ["role"] = "user", ["content"] = Text(random) });
            body["messages"]!.AsArray().Insert(1, new JsonObject { ["role"] = "assistant", ["content"] = Text(random) });
        }

        if (random.Next(3) == 0)
        {
            var schema = JsonNode.Parse("""{"type":"object","properties":{"word":{"type":"string"}},"required":["word"]}""")!;
            body["tools"] = new JsonArray(dialect switch
            {
                "chat" => new JsonObject
                {
                    ["type"] = "function",
                    ["function"] = new JsonObject { ["name"] = "look_up", ["description"] = "Looks up.", ["parameters"] = schema },
                },
                "responses" => new JsonObject
                {
                    ["type"] = "function",
                    ["name"] = "look_up",
                    ["description"] = "Looks up.",
                    ["parameters"] = schema,
                    ["strict"] = false,
                },
                _ => new JsonObject { ["name"] = "look_up", ["description"] = "Looks up.", ["input_schema"] = schema },
            });
        }

        return body;
    }

    private static string Text(Random random)
    {
        string[] words = ["hello", "Grüße", "\"quoted\"", "line\nbreak", "😀", "1234", "日本語", "\\path\\", "</script>", "tab\t"];
        return string.Join(' ', Enumerable.Range(0, random.Next(1, 40)).Select(_ => words[random.Next(words.Length)]));
    }

    /// <summary>Two gateways that differ in nothing but that one relays.</summary>
    private sealed class Lanes(GatewayBench relaying, GatewayBench translating) : IAsyncDisposable
    {
        public static async Task<Lanes> StartAsync() =>
            new(await GatewayBench.StartAsync(), await GatewayBench.StartAsync(options => options.NeverRelays = true));

        public Task<RouteRecord> RelayAsync(string dialect, string target, JsonNode body, SimulatedReply reply) =>
            RunAsync(relaying, dialect, target, body, reply);

        public Task<RouteRecord> TranslateAsync(string dialect, string target, JsonNode body, SimulatedReply reply) =>
            RunAsync(translating, dialect, target, body, reply);

        public async ValueTask DisposeAsync()
        {
            await relaying.DisposeAsync();
            await translating.DisposeAsync();
        }

        private static async Task<RouteRecord> RunAsync(
            GatewayBench bench, string dialect, string target, JsonNode body, SimulatedReply reply)
        {
            var before = bench.Records.All.Count;
            bench.Providers.On(target).Always(reply);
            using var response = await bench.PostAsync(Ask.PathOf(dialect), body);
            try
            {
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException)
            {
                // A stream that breaks is one of the outcomes.
            }

            while (bench.Records.All.Count == before)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            return bench.Records.All[^1];
        }
    }
}
