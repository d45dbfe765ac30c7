using Microsoft.Extensions.AI;
using RouteGen;

namespace Quickstart;

/// <summary>An application's own code: it knows routes, and no provider. This is all there is to calling models with RouteGen.</summary>
internal sealed class SupportDesk(SupportRoutes routes)
{
    /// <summary>
    /// A whole reply. <c>ServedBy</c> is an enum of exactly the targets that can serve the route, so the compiler checks this switch.
    /// </summary>
    public async Task<Answer> SummarizeAsync(string ticket)
    {
        var response = await routes.Summarize
            .For(user: "u-42")
            .GetResponseAsync($"Summarize in two lines:\n{ticket}");

        var note = response.ServedBy switch
        {
            SummarizeTarget.GptMini => "by the first choice",
            SummarizeTarget.Haiku => "by the fallback",
        };
        return new(response.Text, note, response.Record);
    }

    /// <summary>
    /// A stream. It fails over until its first word; after that it is whole, or it throws. The last update carries the record.
    /// </summary>
    public async Task<Answer> DraftAsync(string ticket)
    {
        var text = "";
        RouteRecord? record = null;
        await foreach (var update in routes.Draft.For(user: "u-42", agent: "drafter")
            .GetStreamingResponseAsync($"Draft a reply:\n{ticket}"))
        {
            text += update.Text;
            record ??= update.GetRouteRecord();
        }

        return new(text, "streamed to its end", record!);
    }

    /// <summary>Structured output: a route is an <see cref="IChatClient"/>, so all of Microsoft.Extensions.AI works on it.</summary>
    public async Task<Answer> ClassifyAsync(string ticket)
    {
        var response = await routes.Classify
            .For(agent: "triage")
            .GetResponseAsync<TicketLabel>($"Classify this ticket:\n{ticket}");

        var note = response.TryGetResult(out var label) ? $"{label.Topic}, {label.Urgency}" : "not the data that was asked for";
        return new(response.Text, note, response.GetRouteRecord()!);
    }
}

/// <summary>What <c>classify</c> makes of a ticket.</summary>
internal sealed record TicketLabel(string Topic, string Urgency);

/// <summary>What came back from a route.</summary>
internal sealed record Answer(string Text, string Note, RouteRecord Record);
