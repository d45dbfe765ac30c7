using System.Runtime.Serialization;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Records;

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
        AdditionalProperties = RouteRecordExtensions.Public(reply.AdditionalProperties);
        Record = record;
        ServedBy = servedBy;
    }

    /// <summary>The target that served. Like the record, it is not serialised with the reply.</summary>
    [JsonIgnore, IgnoreDataMember]
    public TTarget ServedBy { get; }

    /// <summary>
    /// All that is known of the call. It is not serialised with the reply:
    /// <see cref="RouteRecordJsonExtensions"/> writes it where it is meant to go.
    /// </summary>
    [JsonIgnore, IgnoreDataMember]
    public RouteRecord Record { get; }

    /// <summary>What the call cost, failed attempts included. It is not serialised with the reply.</summary>
    [JsonIgnore, IgnoreDataMember]
    public RouteCost Cost => new() { Usd = Record.CostUsd, Source = Record.CostSource };

    /// <summary>The reply with its record's id among the properties, which wrappers hand on where they make a reply of their own.</summary>
    internal RouteResponse<TTarget> WithRecordAttached()
    {
        (AdditionalProperties ??= [])[RouteRecordExtensions.Key] = RouteRecordExtensions.IdOf(Record);
        return this;
    }
}

/// <summary>What a call cost.</summary>
public readonly record struct RouteCost
{
    /// <summary>USD, exact; null when unknown, which is never 0.</summary>
    public decimal? Usd { get; init; }

    /// <summary>Where it comes from.</summary>
    public CostSource Source { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(RouteCost), PrintMembers);
}
