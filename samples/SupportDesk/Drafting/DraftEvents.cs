using System.Net.ServerSentEvents;
using Microsoft.Extensions.AI;
using RouteGen;

namespace SupportDesk.Drafting;

/// <summary>
/// Turns a route's stream into events: <c>text</c> for each piece, then <c>done</c> with the target that
/// served, or <c>error</c> when the stream broke.
/// Either is the last event, so that a client that sees neither knows that its connection was cut.
/// </summary>
internal static class DraftEvents
{
    /// <summary>Reads <paramref name="updates"/>, which stand at their first one, to their end.</summary>
    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(IAsyncEnumerator<ChatResponseUpdate> updates, bool isAtUpdate)
    {
        RouteRecord? record = null;
        while (isAtUpdate)
        {
            var update = updates.Current;
            record ??= update.GetRouteRecord();
            if (update.Text.Length > 0)
            {
                yield return new SseItem<string>(update.Text, "text");
            }

            RouteStreamBrokenException? broken = null;
            try
            {
                isAtUpdate = await updates.MoveNextAsync();
            }
            catch (RouteStreamBrokenException e)
            {
                broken = e;
            }

            if (broken is not null)
            {
                yield return new SseItem<string>(
                    $"The draft broke off ({broken.Fault}). Ask again; quote {broken.Record.Id} if it keeps happening.", "error");
                yield break;
            }
        }

        yield return new SseItem<string>(record?.ServedBy ?? "", "done");
    }
}
