using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using RouteGen.Testing;

namespace RouteGen.Benchmarks.Outage;

/// <summary>
/// Every fault of the simulated provider, plain and streamed, on the same two servers, for each contestant: who gave the user an answer,
/// who gave half of one as if it were whole, and how long it took.
/// </summary>
internal static class OutageComparison
{
    private const string Whole = "The second provider answers in a whole sentence.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public static async Task RunAsync(string folder, bool isDry)
    {
        Directory.CreateDirectory(folder);
        await using var first = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        await using var second = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        second.OnAnyModel().Always(SimulatedReply.FromText(Whole));
        List<IContestant> contestants =
        [
            new RouteContestant(first.Endpoint, second.Endpoint), new FailoverContestant(first.Endpoint, second.Endpoint)
        ];
        if (!isDry)
        {
            contestants.Add(await PortkeyContestant.StartAsync(Path.Combine(folder, "portkey"), first.Endpoint, second.Endpoint));
        }

        // Nobody's first call counts.
        foreach (var contestant in contestants)
        {
            await TryAsync(contestant, SimulatedFailure.ServerError, streamed: false, first, second);
            await TryAsync(contestant, SimulatedFailure.ServerError, streamed: true, first, second);
        }

        var trials = new List<Trial>();
        var failures = isDry ? [SimulatedFailure.ServerError, SimulatedFailure.StreamEndsAfterContent] : Enum.GetValues<SimulatedFailure>();
        foreach (var failure in failures)
        {
            var isStreamFault = failure.ToString().StartsWith("Stream", StringComparison.Ordinal);
            foreach (var streamed in isStreamFault ? new[] { true } : [false, true])
            {
                foreach (var contestant in contestants)
                {
                    first.OnAnyModel().Clear().Always(SimulatedReply.Failing(failure));
                    trials.Add(await TryAsync(contestant, failure, streamed, first, second));
                }
            }
        }

        foreach (var contestant in contestants)
        {
            await contestant.DisposeAsync();
        }

        var file = Path.Combine(folder, "outage.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(trials, Json));
        OutageTable.Print(trials, [.. contestants.Select(c => c.Name)], Console.Out);
    }

    private static async Task<Trial> TryAsync(
        IContestant contestant, SimulatedFailure failure, bool streamed, SimulatedProvider first, SimulatedProvider second)
    {
        var (firstBefore, secondBefore) = (first.Requests.Count, second.Requests.Count);
        using var patience = new CancellationTokenSource(Patience);
        var client = contestant.Create();
        var started = Stopwatch.GetTimestamp();
        var verdict = await AskAsync(client, streamed, patience.Token);
        var elapsed = Stopwatch.GetElapsedTime(started);
        return new(contestant.Name, failure.ToString(), streamed,
            verdict, Math.Round(elapsed.TotalMilliseconds, 1), first.Requests.Count - firstBefore, second.Requests.Count - secondBefore);
    }

    private static async Task<Verdict> AskAsync(IChatClient client, bool streamed, CancellationToken patience)
    {
        var text = "";
        ChatFinishReason? finish = null;
        try
        {
            if (streamed)
            {
                await foreach (var update in client.GetStreamingResponseAsync("Summarize the ticket", cancellationToken: patience))
                {
                    text += update.Text;
                    finish = update.FinishReason ?? finish;
                }
            }
            else
            {
                var reply = await client.GetResponseAsync("Summarize the ticket", cancellationToken: patience);
                (text, finish) = (reply.Text, reply.FinishReason);
            }

            // A finish reason that names the filter tells the caller as well as an exception does.
            return text == Whole ? Verdict.Answered : finish == ChatFinishReason.ContentFilter ? Verdict.BrokenAndSaid : Verdict.Truncated;
        }
        catch (Exception) when (patience.IsCancellationRequested)
        {
            return Verdict.Hung;
        }
        catch (Exception)
        {
            return text.Length > 0 ? Verdict.BrokenAndSaid : Verdict.Error;
        }
    }
}
