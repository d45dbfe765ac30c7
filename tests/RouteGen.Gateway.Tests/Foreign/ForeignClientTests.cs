using System.Collections.Concurrent;
using System.Text.Json;
using RouteGen.Testing;

namespace RouteGen.Gateway.Tests.Foreign;

/// <summary>
/// Clients that others made, unchanged, at the gateway: what they ask is answered, and whatever fails reaches their callers as an error of
/// their own kind, after one request. Every byte that they are sent is held to the rules of the wire.
/// </summary>
public sealed class ForeignClientTests(NodeClients node)
{
    private const string Said = "Answers from elsewhere: plain, streamed, and as bytes äöü 🚀.";

    private static readonly string[] NodeNames = ["openai-chat", "openai-responses", "anthropic", "ai-compatible", "ai-responses"];

    private static readonly string[] Routes = ["gpt-claude", "claude-gpt", "resp-claude", "local-resp"];

    /// <summary>The clients, those of Node only where they are installed.</summary>
    private static IEnumerable<string> Clients => NodeClients.AreInstalled ? DotNetClients.Names.Concat(NodeNames) : DotNetClients.Names;

    [Theory]
    [InlineData("plain")]
    [InlineData("stream")]
    [InlineData("helper")]
    public Task An_answer_is_what_was_said(string form) => EachAsync(form, Routes, async (bench, client, route) =>
    {
        Always(bench, _ => SimulatedReply.FromText(Said));
        var (result, records) = await bench.RunAsync(node, client, form, route, "Say something.");
        return Same(Said, result) ?? (records is [{ Outcome: RouteOutcome.Served }] ? null : $"{records.Count} records");
    });

    [Theory]
    [InlineData("tools")]
    [InlineData("toolsStreamed")]
    public Task Tools_are_called_at_once_and_their_results_come_back(string form) => EachAsync(form, Routes, async (bench, client, route) =>
    {
        Always(bench, Looping);
        var (result, records) = await bench.RunAsync(node, client, form, route, "Weather and time, please.");
        return Same("It is noon, and 7 degrees.", result)
            ?? (!result.Calls!.Order().SequenceEqual(["time", "weather"]) ? $"called {string.Join(", ", result.Calls!)}" : null)
            ?? (records.Count == 2 ? null : $"{records.Count} records");
    });

    /// <summary>The provider dies between the calls and their results: another one goes on with what the first began.</summary>
    [Theory]
    [InlineData("tools")]
    [InlineData("toolsStreamed")]
    public Task A_loop_that_began_at_one_provider_ends_at_another(string form) => EachAsync(form, Routes, async (bench, client, route) =>
    {
        Always(bench, Looping);
        bench.Providers.On(route.Split('-')[0]).Clear().Always(request => HasResults(request)
            ? SimulatedReply.Failing(SimulatedFailure.ServerError)
            : Looping(request));
        var (result, records) = await bench.RunAsync(node, client, form, route, "Weather and time, please.");
        return Same("It is noon, and 7 degrees.", result)
            ?? (records is [{ Attempts.Count: 1 }, { Attempts.Count: 2, Outcome: RouteOutcome.Served }] ? null
                : string.Join('\n', records.Select(r => r.ToJson())));
    });

    [Fact]
    public Task An_output_has_the_form_that_is_asked_for() => EachAsync("structured", Routes, async (bench, client, route) =>
    {
        Always(bench, static request => SimulatedReply.FromText(
            request.Body.GetRawText().Contains("\"days\"", StringComparison.Ordinal) ? """{"city":"Oslo","days":3}""" : "What form?"));
        var (result, _) = await bench.RunAsync(node, client, "structured", route, "Plan a trip.");
        return Same("""{"city":"Oslo","days":3}""", result);
    });

    [Fact]
    public Task Vectors_are_whole_without_any_option() => EachAsync("embeddings", ["vectors"], async (bench, client, route) =>
    {
        var (result, _) = await bench.RunAsync(node, client, "embeddings", route, "one");
        return Same("8:true,8:true", result);
    });

    /// <summary>Every row of simulated failures, at the first target and at all, before and in mid stream.</summary>
    [Fact]
    public async Task A_failure_is_an_answer_from_elsewhere_or_an_error_of_the_clients_own()
    {
        var isFull = Environment.GetEnvironmentVariable("ROUTEGEN_FOREIGN") == "all";
        var seed = Random.Shared.Next(1_000_000);
        TestContext.Current.SendDiagnosticMessage($"seed {seed}, {(isFull ? "all" : "a part; ROUTEGEN_FOREIGN=all runs all")}");
        var random = new Random(seed);
        var cases = new List<Func<ForeignBench, Task<string?>>>();
        foreach (var failure in Enum.GetValues<SimulatedFailure>())
        {
            foreach (var client in Clients)
            {
                foreach (var form in new[] { "plain", "stream", "helper" }.Where(f => Has(client, f)))
                {
                    foreach (var everywhere in new[] { false, true })
                    {
                        foreach (var route in RoutesFor(failure))
                        {
                            if (isFull || random.Next(5) == 0)
                            {
                                cases.Add(bench => FailAsync(bench, client, form, route, failure, everywhere));
                            }
                        }
                    }
                }
            }
        }

        await RunAsync(cases);
    }

    private static string[] RoutesFor(SimulatedFailure failure) => failure.ToString().Contains("Stall", StringComparison.Ordinal)
        ? ["hasty-gpt-claude", "hasty-claude-gpt", "hasty-resp-claude"]
        : ["gpt-claude", "claude-gpt", "resp-claude"];

    private async Task<string?> FailAsync(
        ForeignBench bench, string client, string form, string route, SimulatedFailure failure, bool everywhere)
    {
        var first = route.Replace("hasty-", "", StringComparison.Ordinal).Split('-')[0];
        foreach (var target in ForeignBench.Targets)
        {
            bench.Providers.On(target).Clear()
                .Always(everywhere || target == first ? SimulatedReply.Failing(failure) : SimulatedReply.FromText(Said));
        }

        var about = $"{client}, {form}, {route}, {failure} {(everywhere ? "everywhere" : "at first")}";
        var (result, records) = await bench.RunAsync(node, client, form, route, "Say something.");
        if (records is not [var record])
        {
            return $"{about}: {records.Count} records: {result}";
        }

        return record.Outcome == RouteOutcome.Served
            ? result.Error is null && (record.FinishReason == "content_filter" || result.Text == Said) ? null
                : $"{about}: served, and {result}"
            : result.Error is { Own: true } error && error.Message is { Length: > 0 } ? null
            : $"{about}: {record.Outcome} ({record.Fault}), and {result}";
    }

    private static void Always(ForeignBench bench, Func<SimulatedRequest, SimulatedReply> reply)
    {
        foreach (var target in ForeignBench.Targets)
        {
            bench.Providers.On(target).Clear().Always(reply);
        }
    }

    private static bool HasResults(SimulatedRequest request)
    {
        var body = request.Body.GetRawText();
        return body.Contains("7 degrees in Oslo", StringComparison.Ordinal) && body.Contains("noon in CET", StringComparison.Ordinal);
    }

    private static SimulatedReply Looping(SimulatedRequest request)
    {
        return HasResults(request)
            ? SimulatedReply.FromText("It is noon, and 7 degrees.")
            : SimulatedReply.CallingAll(
                new SimulatedToolCall(Named(request, "weather"), """{"city":"Oslo"}"""),
                    new SimulatedToolCall(Named(request, "time"), """{"zone":"CET"}"""));
    }

    // A kernel puts its plugin's name before a function's.
    private static string Named(SimulatedRequest request, string name) =>
        request.Body.GetRawText().Contains($"\"desk-{name}\"", StringComparison.Ordinal) ? $"desk-{name}" : name;

    private static string? Same(string text, ForeignResult result) => result.Error is null && result.Text == text ? null
        : result.ToString();

    private static bool Has(string client, string form) => (client, form) switch
    {
        (_, "plain" or "stream") => true,
        ("openai-chat" or "openai-responses" or "anthropic", "helper") => true,
        (_, "helper") => false,
        ("net-openai-chat" or "net-meai-chat" or "openai-chat" or "ai-compatible", "embeddings") => true,
        (_, "embeddings") => false,
        ("net-openai-responses" or "net-anthropic", _) => false,
        ("net-openai-chat", "toolsStreamed") => false,
        ("net-kernel", "structured") => false,
        _ => true,
    };

    private static Task EachAsync(string form, string[] routes, Func<ForeignBench, string, string, Task<string?>> run) => RunAsync(
        [.. Clients.Where(c => Has(c, form)).SelectMany(c => routes.Select<string, Func<ForeignBench,
            Task<string?>>>(route => async bench =>
            await run(bench, c, route) is { } problem ? $"{c}, {form}, {route}: {problem}" : null))]);

    /// <summary>
    /// Runs cases, some at a time, each at a gateway of its own: half of them over the compiled table, half over the same one as
    /// <c>routegen serve</c> reads it. <c>ROUTEGEN_FOREIGN_TABLE=read</c> or <c>compiled</c> runs all at one kind.
    /// </summary>
    private static async Task RunAsync(IReadOnlyList<Func<ForeignBench, Task<string?>>> cases)
    {
        var kind = Environment.GetEnvironmentVariable("ROUTEGEN_FOREIGN_TABLE");
        var waiting = new ConcurrentQueue<Func<ForeignBench, Task<string?>>>(cases);
        var problems = new ConcurrentQueue<string>();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(6, cases.Count)).Select(async i =>
        {
            await using var bench = await ForeignBench.StartAsync(kind is null ? i % 2 == 0 : kind == "read");
            while (waiting.TryDequeue(out var one))
            {
                if (await one(bench) is { } problem)
                {
                    problems.Enqueue(problem);
                }
            }
        }));
        Assert.True(problems.IsEmpty, $"{problems.Count} of {cases.Count}:\n{string.Join('\n', problems.Order().Take(60))}");
        if (!NodeClients.AreInstalled)
        {
            NodeClients.Need();
        }
    }
}
