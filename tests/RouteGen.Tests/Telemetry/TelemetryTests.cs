using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_call_is_a_span_and_each_attempt_a_client_span_under_it_with_the_usage()
    {
        using var seen = new SpanList();
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.TooManyRequests));
        bench.Second.Then(Step.Says("ok", 1_000, 100));

        var response = await bench.Route.GetResponseAsync("a ticket");

        var spans = seen.Ended;
        Assert.Equal(["chat deployed-0", "chat deployed-1", "route ask"], spans.Select(s => s.DisplayName));
        var call = spans[2];
        Assert.Equal(ActivityKind.Internal, call.Kind);
        Assert.DoesNotContain(call.TagObjects, t => t.Key.StartsWith("gen_ai.usage", StringComparison.Ordinal));
        Assert.All(spans.Take(2), s => Assert.Equal((ActivityKind.Client, call.SpanId), (s.Kind, s.ParentSpanId)));
        Assert.Equal("429", spans[0].GetTagItem("error.type"));
        Assert.Equal(1_000L, spans[1].GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal("deployed-1", spans[1].GetTagItem("gen_ai.request.model"));
        Assert.Equal(600, spans[1].GetTagItem("gen_ai.request.max_tokens"));
        Assert.Equal(seen.Root.TraceId.ToHexString(), response.Record.TraceId);
    }

    [Fact]
    public async Task Calls_fallbacks_and_costs_are_counted_and_no_user_is_a_tag()
    {
        var measured = new List<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "RouteGen")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        void Note<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
            where T : struct
        {
            var text = string.Join(",", tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
            lock (measured)
            {
                measured.Add((instrument.Name, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture), text));
            }
        }

        listener.SetMeasurementEventCallback<long>(Note);
        listener.SetMeasurementEventCallback<double>(Note);
        listener.Start();
        await using var bench = new TestBench(r => r.With(maxRetries: 0), model: i => TestBench.Model(i + 7));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));
        bench.Second.Then(Step.Says("ok", 1_000, 100));

        await bench.Route.For(user: "metered-user").GetResponseAsync("a ticket");

        // Other tests run at the same time, and the meter is the process's.
        (string Name, double Value, string Tags)[] seen;
        lock (measured)
        {
            seen = [.. measured];
        }

        Assert.Contains(seen, m => m is { Name: "routegen.fallbacks", Value: 1, Tags: "route=ask,from=first,to=second,fault=ServerError" });
        Assert.Contains(seen, m => m is { Name: "routegen.calls", Value: 1, Tags: "route=ask,outcome=Served,served_by=second" });
        Assert.Contains(
            seen, m => m is { Name: "routegen.cost", Tags: "route=ask,target=second,bucket=support,source=Computed" } && m.Value == 0.018);
        Assert.Contains(seen, m => m is { Name: "gen_ai.client.token.usage", Value: 1_000 }
            && m.Tags.EndsWith("gen_ai.token.type=input", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, m => m.Tags.Contains("metered-user", StringComparison.Ordinal));
    }
}
