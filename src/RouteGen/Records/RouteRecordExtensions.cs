using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RouteGen.Records;
using RouteGen.Wire;

namespace RouteGen;

/// <summary>Finds the record of a call on what came back from it.</summary>
/// <remarks>
/// What stands among the properties of a reply is the record's id alone, so that nothing that serialises or caches a reply takes
/// costs, hosts or callers along. The record is found by that very string and not by its digits: a copy of the reply that was read
/// from a cache or from JSON leads to none.
/// </remarks>
public static class RouteRecordExtensions
{
    internal const string Key = "RouteGen.Record";

    private static readonly ConditionalWeakTable<string, RouteRecord> ById = [];

    /// <summary>
    /// The record of the call that gave <paramref name="response"/>, also through wrappers such as structured output or function
    /// invocation; null when it came through no route, or from a cache.
    /// </summary>
    public static RouteRecord? GetRouteRecord(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response is IRecorded recorded ? recorded.Record : Find(response.AdditionalProperties);
    }

    /// <summary>The record of a stream, which its last update leads to; null on every other update, and on one from a cache.</summary>
    public static RouteRecord? GetRouteRecord(this ChatResponseUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return Find(update.AdditionalProperties);
    }

    /// <summary>
    /// The record of the call that gave <paramref name="embeddings"/>; null when they came through no route, or from a cache.
    /// </summary>
    public static RouteRecord? GetRouteRecord(this GeneratedEmbeddings<Embedding<float>> embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        return Find(embeddings.AdditionalProperties);
    }

    /// <summary>The id that leads to a record for as long as somebody holds it.</summary>
    internal static string IdOf(RouteRecord record)
    {
        var id = record.Id;
        ById.Add(id, record);
        return id;
    }

    /// <summary>
    /// The properties of a reply as they go on to the caller: a copy, since a client may give one reply to several callers, without what
    /// the provider says it cost and what other models did for it, which are in the record, and without the id of a route's record below.
    /// </summary>
    internal static AdditionalPropertiesDictionary? Public(AdditionalPropertiesDictionary? properties)
    {
        if (properties is null)
        {
            return null;
        }

        var copy = properties.Clone();
        copy.Remove(WireFacts.CostUsdKey);
        copy.Remove(WireFacts.OtherUsageKey);
        copy.Remove(Key);
        return copy.Count == 0 ? null : copy;
    }

    /// <summary>An update as it goes on to the caller.</summary>
    internal static ChatResponseUpdate Public(ChatResponseUpdate update)
    {
        if (update.AdditionalProperties is not { } properties
            || !(properties.ContainsKey(WireFacts.CostUsdKey) || properties.ContainsKey(WireFacts.OtherUsageKey)
                || properties.ContainsKey(Key)))
        {
            return update;
        }

        var copy = update.Clone();
        copy.AdditionalProperties = Public(properties);
        return copy;
    }

    private static RouteRecord? Find(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(Key, out var value) && value is string id && ById.TryGetValue(id, out var record)
            ? record
            : null;
}
