using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Telemetry;

/// <summary>The spans of a call with all their tags. Those are kept from call to call, so that calls that differ are mixed.</summary>
public sealed class SpanTagTests
{
    private const string Sent = "gen_ai.operation.name=chat; gen_ai.provider.name=house; gen_ai.request.max_tokens=600";

    [Fact]
    public async Task The_spans_of_a_call_say_this_and_no_more()
    {
        using var seen = new SpanList();
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.ServiceUnavailable));
        bench.Second.Then(Step.Says("two words", 1_000, 100));

        var response = await bench.Route.GetResponseAsync("a ticket", new ChatOptions { Temperature = 0.5f });

        Assert.Equal(
            [
                $"error.type=503; {Sent}; gen_ai.request.model=deployed-0; gen_ai.request.stream=False; gen_ai.request.temperature=0.5; "
                    + "routegen.target=first",
                $"{Sent}; gen_ai.request.model=deployed-1; gen_ai.request.stream=False; gen_ai.request.temperature=0.5; "
                    + "gen_ai.response.finish_reasons=stop; gen_ai.response.id=r1; gen_ai.response.model=served-model; "
                    + "gen_ai.usage.cache_creation.input_tokens=0; gen_ai.usage.cache_read.input_tokens=0; "
                    + "gen_ai.usage.input_tokens=1000; gen_ai.usage.output_tokens=100; gen_ai.usage.reasoning.output_tokens=0; "
                    + "routegen.target=second",
                "routegen.attempts=2; routegen.cost_bucket=support; routegen.cost_usd=0.004; routegen.outcome=Served; "
                    + $"routegen.record.id={response.Record.Id}; routegen.route=ask; routegen.served_by=second; routegen.table=TestTable",
            ],
            seen.Ended.Select(Text));
        Assert.Equal(
            [(ActivityStatusCode.Error, "Overloaded"), (ActivityStatusCode.Unset, null), (ActivityStatusCode.Unset, null)],
            seen.Ended.Select(s => (s.Status, s.StatusDescription)));
        Assert.Equal(
            [typeof(string), typeof(string), typeof(string), typeof(bool), typeof(int), typeof(float), typeof(string),
                typeof(string), typeof(string), typeof(string[]), typeof(long), typeof(long), typeof(long), typeof(long), typeof(long)],
            seen.Ended[1].TagObjects.Select(t => t.Value!.GetType()));
        Assert.Equal(
            [typeof(string), typeof(string), typeof(string), typeof(string), typeof(string), typeof(string), typeof(int), typeof(double)],
            seen.Ended[2].TagObjects.Select(t => t.Value!.GetType()));
    }

    [Fact]
    public async Task A_call_that_fails_says_why()
    {
        using var seen = new SpanList();
        await using var bench = new TestBench(r => r.With(maxRetries: 0), targets: 1);
        bench.First.Then(Step.Fails(HttpStatusCode.ServiceUnavailable));

        var failure = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        var span = seen.Ended[1];
        Assert.Equal(
            "error.type=503; routegen.attempts=1; routegen.cost_bucket=support; routegen.cost_usd=0; routegen.outcome=Failed; "
                + $"routegen.record.id={failure.Record.Id}; routegen.route=ask; routegen.table=TestTable",
            Text(span));
        Assert.Equal((ActivityStatusCode.Error, "Overloaded"), (span.Status, span.StatusDescription));
    }

    [Fact]
    public async Task Calls_that_ask_for_something_else_do_not_say_what_the_one_before_asked_for()
    {
        using var seen = new SpanList();
        await using var bench = new TestBench();

        for (var i = 0; i < 2; i++)
        {
            foreach (var (options, says) in new (ChatOptions?, string)[]
            {
                (null, "max_tokens=600"),
                (new() { Temperature = 0 }, "max_tokens=600; temperature=0"),
                (new() { Temperature = 1 }, "max_tokens=600; temperature=1"),
                (new() { MaxOutputTokens = 5 }, "max_tokens=5"),
            })
            {
                await bench.Route.GetResponseAsync("a ticket", options);
                Assert.Equal($"stream=False; {says}", Asked(seen.Ended[^2]));
                await foreach (var _ in bench.Route.GetStreamingResponseAsync("a ticket", options))
                {
                }

                Assert.Equal($"stream=True; {says}", Asked(seen.Ended[^2]));
            }
        }
    }

    [Fact]
    public async Task A_span_begins_and_ends_with_what_its_record_says()
    {
        using var seen = new SpanList();
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.After(ct => Task.Delay(TimeSpan.FromSeconds(1), bench.Time, ct), () => new NotSupportedException("no")));
        bench.Second.Then(Step.After(ct => Task.Delay(TimeSpan.FromSeconds(2), bench.Time, ct)));

        var record = (await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"))).Record;

        var (first, second, call) = (seen.Ended[0], seen.Ended[1], seen.Ended[2]);
        Assert.Equal((record.StartedAt.UtcDateTime, record.Latency), (call.StartTimeUtc, call.Duration));
        Assert.Equal((call.StartTimeUtc, record.Attempts[0].Latency), (first.StartTimeUtc, first.Duration));
        Assert.Equal((first.StartTimeUtc + first.Duration, record.Attempts[1].Latency), (second.StartTimeUtc, second.Duration));
        Assert.True(record.Latency >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void A_target_with_an_address_says_which_and_a_sampler_sees_all_that_is_known_at_the_beginning()
    {
        var target = new TargetDefinition
        {
            Name = "first",
            Provider = new ProviderDefinition { Name = "house", Kind = "gemini", Adapter = null },
            Model = TestBench.Model(0),
            Deployment = "deployed-0",
        };
        var route = TestRoutes.Plain([new ChainEntryDefinition { Target = target }]);
        using var root = new Activity("test").Start();
        var sampled = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == "RouteGen",
            Sample = (ref o) =>
            {
                if (o.Parent.TraceId == root.TraceId)
                {
                    sampled.Add($"{o.Name} {o.Kind}: {Text(o.Tags ?? [])}");
                }

                return ActivitySamplingResult.None;
            },
        };
        ActivitySource.AddActivityListener(listener);

        new RouteTelemetry("Table", route).Start(DateTimeOffset.UnixEpoch, "sales")?.Dispose();
        new AttemptTelemetry(route, target, new Uri("https://models.example.test:8443/v1"))
            .Start(DateTimeOffset.UnixEpoch, streamed: true, maxOutputTokens: 7, temperature: null, dimensions: null)?.Dispose();

        Assert.Equal(
            [
                "route ask Internal: routegen.cost_bucket=sales; routegen.route=ask; routegen.table=Table",
                "chat deployed-0 Client: gen_ai.operation.name=chat; gen_ai.provider.name=gcp.gemini; gen_ai.request.max_tokens=7; "
                    + "gen_ai.request.model=deployed-0; gen_ai.request.stream=True; routegen.target=first; "
                    + "server.address=models.example.test; server.port=8443",
            ],
            sampled);
    }

    private static string Asked(Activity span) => string.Join("; ", span.TagObjects
        .Where(t => t.Key is "gen_ai.request.stream" or "gen_ai.request.max_tokens" or "gen_ai.request.temperature")
        .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key["gen_ai.request.".Length..]}={t.Value}")));

    private static string Text(Activity span) => Text(span.TagObjects);

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join("; ", tags
        .Select(t => string.Create(
            CultureInfo.InvariantCulture, $"{t.Key}={(t.Value is string[] words ? string.Join(',', words) : t.Value)}"))
        .Order(StringComparer.Ordinal));
}
