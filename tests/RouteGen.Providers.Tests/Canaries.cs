using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests;

/// <summary>
/// Plants a key, a prompt, and a reply that can be recognised, makes providers quote the prompt in every error, and looks
/// for them in all that a call leaves behind.
/// </summary>
public sealed class Canaries
{
    private const string Key = "canary-of-the-key-8f1e";
    private const string Prompt = "canary-of-the-prompt-77ab";
    private const string Reply = "canary-of-the-reply-c03d";

    public static TheoryData<Dialect, bool> DialectsPlainAndStreamed => Adapters.PlainAndStreamed;

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task No_key_prompt_or_reply_is_left_in_logs_records_exceptions_or_spans(Dialect dialect, bool streamed)
    {
        var traces = new Traces();
        using var listener = traces.Listen();
        foreach (var failure in Enum.GetValues<SimulatedFailure>())
        {
            // A stall without content leaves nothing that could be found, and takes its time.
            if (failure is SimulatedFailure.StallBeforeReply or SimulatedFailure.StreamStallsBeforeContent)
            {
                continue;
            }

            // A container each: what one failure teaches the breakers must not hide the next.
            var needsTimers = FailureRow.For(failure, dialect, streamed).NeedsTimers;
            await using var stand = await StartAsync(dialect, traces, needsTimers);
            var reply = SimulatedReply.Failing(failure) with
            {
                Text = failure == SimulatedFailure.EmptyReply ? null : $"{Reply} and more",
                ErrorMessage = $"Cannot do this: {Prompt}",
            };
            stand.PrimaryScript.Always(reply);
            stand.BackupScript.Always(failure == SimulatedFailure.StreamStallsAfterContent ? SimulatedReply.FromText(Reply) : reply);
            var call = needsTimers
                ? await stand.AskInVainAsync(failure, streamed, prompt: Prompt)
                : await stand.AskAsync(streamed, prompt: Prompt);
            traces.Keep("record", call.Record.ToJson());
            traces.Keep("record", call.Record.ToString());
            traces.Keep(call.Exception);
        }

        await using var good = await StartAsync(dialect, traces);
        good.PrimaryScript.Always(SimulatedReply.FromText(Reply));
        Assert.Equal(Reply, (await good.AskAsync(streamed, prompt: Prompt)).Response.Text);

        var request = good.Primary.Requests.Single();
        Assert.Contains(Prompt, request.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(request.Headers.Values, value => value.Contains(Key, StringComparison.Ordinal));
        Assert.Superset(new HashSet<string>(["log", "record", "exception", "span"]), traces.Kinds);
        Assert.NotEmpty(traces.Containing(WireTable.PrimaryModel));
        Assert.Empty(traces.Containing(Key));
        Assert.Empty(traces.Containing(Prompt));
        Assert.Empty(traces.Containing(Reply));
    }

    [Fact]
    public async Task The_partial_text_of_a_broken_stream_is_in_its_property_only()
    {
        await using var stand = await Stand.StartAsync(Dialect.OpenAI);
        stand.PrimaryScript.Always(SimulatedReply.Failing(SimulatedFailure.StreamEndsAfterContent) with { Text = $"{Reply} and more" });
        var broken = Assert.IsType<RouteStreamBrokenException>((await stand.AskAsync(streamed: true)).Exception);

        Assert.Equal(Reply, broken.PartialText);
        Assert.DoesNotContain(Reply, broken.ToString(), StringComparison.Ordinal);
        Assert.Empty(broken.Data);
    }

    private static Task<Stand> StartAsync(Dialect dialect, Traces traces, bool isTimed = false) => Stand.StartAsync(
        dialect,
        services => services
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(traces))
            .AddSingleton<IRouteObserver>(traces),
        Key,
        isTimed: isTimed);

    /// <summary>All that calls leave behind, as text.</summary>
    private sealed class Traces : ILoggerProvider, ILogger, IRouteObserver
    {
        private readonly ConcurrentQueue<(string Kind, string Text)> _found = new();

        public HashSet<string> Kinds => [.. _found.Select(trace => trace.Kind)];

        public IEnumerable<string> Containing(string canary) =>
            _found.Where(trace => trace.Text.Contains(canary, StringComparison.Ordinal)).Select(trace => $"{trace.Kind}: {trace.Text}");

        public void Keep(string kind, string? text) => _found.Enqueue((kind, text ?? ""));

        public void Keep(Exception? exception)
        {
            for (; exception is not null; exception = exception.InnerException)
            {
                Keep("exception", exception.ToString());
                Keep("exception", exception.Message);
                foreach (DictionaryEntry entry in exception.Data)
                {
                    Keep("exception", $"{entry.Key}={entry.Value}");
                }
            }
        }

        public ActivityListener Listen()
        {
            var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is "RouteGen" or "System.Net.Http"
                    || source.Name.Contains("Extensions.AI", StringComparison.Ordinal),
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                {
                    Keep("span", activity.DisplayName + activity.StatusDescription);
                    var baggage = activity.Baggage.Select(item => KeyValuePair.Create(item.Key, (object?)item.Value));
                    foreach (var (key, value) in activity.TagObjects.Concat(activity.Events.SelectMany(e => e.Tags)).Concat(baggage))
                    {
                        Keep("span", $"{key}={(value is IEnumerable<object> many ? string.Join(",", many) : value)}");
                    }
                },
            };
            ActivitySource.AddActivityListener(listener);
            return listener;
        }

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Keep("log", state is IEnumerable<KeyValuePair<string, object?>> values
                ? string.Join(";", values.Select(v => $"{v.Key}={v.Value}"))
                : state.ToString());
            return null;
        }

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Keep("log", formatter(state, exception) + exception);
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
            {
                Keep("log", string.Join(";", values.Select(v => $"{v.Key}={v.Value}")));
            }
        }

        public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken)
        {
            Keep("record", record.ToJson());
            return default;
        }

        public void Dispose()
        {
        }
    }
}
