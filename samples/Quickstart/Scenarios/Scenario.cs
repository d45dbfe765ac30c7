using Quickstart.Providers;
using RouteGen;
using RouteGen.Testing;

namespace Quickstart.Scenarios;

/// <summary>A call, what the providers do meanwhile, and what should come of it.</summary>
internal sealed record Scenario(string Title, Func<SupportDesk, Task<Answer>> Call)
{
    /// <summary>What targets reply, one reply a request. The providers of all others serve, or are real.</summary>
    public required Dictionary<string, SimulatedReply[]> Replies { get; init; }

    public required Expectation Expected { get; init; }

    /// <summary>Makes the call. A route that cannot serve throws a <see cref="RouteException"/>, which has the record too.</summary>
    public async Task<ScenarioResult> PlayAsync(SupportDesk desk, QuickstartProviders providers)
    {
        var scripted = true;
        foreach (var (target, replies) in Replies)
        {
            scripted &= providers.TryScript(target, replies);
        }

        try
        {
            var answer = await Call(desk);
            return Judge(answer.Record, answer.Text, answer.Note, scripted);
        }
        catch (RouteStreamBrokenException e)
        {
            return Judge(e.Record, e.PartialText, $"the caller has \"{e.PartialText}\"", scripted);
        }
        catch (RouteException e)
        {
            var note = e.Record.Outcome == RouteOutcome.Stopped ? "no other target would help" : "the report is below";
            return Judge(e.Record, "", note, scripted) with { Report = e.Message };
        }
    }

    private ScenarioResult Judge(RouteRecord record, string text, string note, bool scripted) =>
        new(this, record, text, note) { IsLive = !scripted, Difference = scripted ? Expected.Difference(record) : null };
}

/// <summary>What came of a scenario.</summary>
internal sealed record ScenarioResult(Scenario Scenario, RouteRecord Record, string Text, string Note)
{
    /// <summary>Whether a real provider had a part in it, so that nothing can be expected.</summary>
    public bool IsLive { get; init; }

    /// <summary>What differs from what was expected; null when nothing does.</summary>
    public string? Difference { get; init; }

    /// <summary>The incident report of a call that did not serve.</summary>
    public string? Report { get; init; }
}
