using Microsoft.Extensions.AI;
using RouteGen.Costs;

namespace RouteGen;

/// <summary>A reply that came through a route.</summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route.</typeparam>
public sealed class RouteResponse<TTarget> : ChatResponse, IRecorded
    where TTarget : struct, Enum
{
    internal RouteResponse(ChatResponse reply, RouteRecord record, TTarget servedBy, bool keepsConversation)
        : base(reply.Messages)
    {
        ResponseId = reply.ResponseId;
        ConversationId = keepsConversation ? reply.ConversationId : null;
        ModelId = reply.ModelId;
        CreatedAt = reply.CreatedAt;
        FinishReason = reply.FinishReason;
        Usage = reply.Usage;
        RawRepresentation = reply.RawRepresentation;
        AdditionalProperties = reply.AdditionalProperties;
        Record = record;
        ServedBy = servedBy;
    }

    /// <summary>The target that served.</summary>
    public TTarget ServedBy { get; }

    /// <summary>All that is known of the call.</summary>
    public RouteRecord Record { get; }

    /// <summary>What the call cost, failed attempts included.</summary>
    public RouteCost Cost => new(Record.CostUsd, Record.CostSource);

    /// <summary>The reply with its record among the properties, which wrappers hand on where they make a reply of their own.</summary>
    internal RouteResponse<TTarget> WithRecordAttached()
    {
        (AdditionalProperties ??= [])[RouteRecords.Key] = Record;
        return this;
    }
}

/// <summary>A reply that knows its record.</summary>
internal interface IRecorded
{
    RouteRecord Record { get; }
}

/// <summary>What a call cost.</summary>
/// <param name="Usd">USD, exact; null when unknown, which is never 0.</param>
/// <param name="Source">Where it comes from.</param>
public readonly record struct RouteCost(decimal? Usd, CostSource Source)
{
    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Of(nameof(RouteCost), PrintMembers);
}

/// <summary>Finds the record of a call on what came back from it.</summary>
public static class RouteRecords
{
    internal const string Key = "RouteGen.Record";

    /// <summary>The record of the call that gave <paramref name="response"/>, also through wrappers such as structured output or function invocation; null when it came through no route.</summary>
    public static RouteRecord? GetRouteRecord(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response is IRecorded recorded ? recorded.Record : Find(response.AdditionalProperties);
    }

    /// <summary>The record of a stream, which its last update carries; null on every other update.</summary>
    public static RouteRecord? GetRouteRecord(this ChatResponseUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return Find(update.AdditionalProperties);
    }

    /// <summary>The record of the call that gave <paramref name="embeddings"/>; null when they came through no route.</summary>
    public static RouteRecord? GetRouteRecord(this GeneratedEmbeddings<Embedding<float>> embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        return Find(embeddings.AdditionalProperties);
    }

    private static RouteRecord? Find(AdditionalPropertiesDictionary? properties) =>
        properties is not null && properties.TryGetValue(Key, out var value) ? value as RouteRecord : null;
}
