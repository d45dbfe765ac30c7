using Microsoft.Extensions.AI;

namespace RouteGen.Testing.Drills;

/// <summary>Calls a route as a drill does, whatever it asks of models.</summary>
internal static class DrillCall
{
    public static readonly IList<ChatMessage> Messages = [new(ChatRole.User, "This is a drill.")];

    /// <summary>
    /// The record of the call; null where a stream ended without one. What an embedding route is
    /// asked for are vectors of the messages' texts.
    /// </summary>
    /// <exception cref="RouteException">No target served.</exception>
    public static async Task<RouteRecord?> RunAsync(
        ModelRoute route, RouteCaller caller, IList<ChatMessage> messages, ChatOptions? options, bool streamed)
    {
        if (route.Definition.Type == RouteType.Embedding)
        {
            return (await route.GeneratorOfCaller(caller)
                .GenerateAsync(messages.Select(message => message.Text)).ConfigureAwait(false)).GetRouteRecord();
        }

        var client = route.ClientOfCaller(caller);
        if (!streamed)
        {
            return (await client.GetResponseAsync(messages, options).ConfigureAwait(false)).GetRouteRecord();
        }

        RouteRecord? record = null;
        await foreach (var update in client.GetStreamingResponseAsync(messages, options).ConfigureAwait(false))
        {
            record = update.GetRouteRecord() ?? record;
        }

        return record;
    }
}
