using System.Diagnostics.CodeAnalysis;
using RouteGen.Costs;

namespace RouteGen.Records;

/// <summary>A record as a store keeps it: its JSON, and what it can be found by. It holds no prompt, no reply and no key.</summary>
public sealed class StoredRecord
{
    /// <summary>What a record without attempts takes in memory, about; and each attempt more.</summary>
    private const int BytesOfRecord = 500;
    private const int BytesOfAttempt = 300;

    private readonly RouteRecord? _record;
    private string? _json;

    /// <summary>Makes one of what the initializer states.</summary>
    public StoredRecord()
    {
    }

    [SetsRequiredMembers]
    private StoredRecord(RouteRecord record)
    {
        _record = record;
        Id = record.Id;
        StartedAt = record.StartedAt.ToUniversalTime();
        Table = record.Table;
        Route = record.Route;
        Outcome = record.Outcome;
        Tenant = record.Caller.Tenant;
        Key = record.Caller.Key;
        User = record.Caller.User;
        Agent = record.Caller.Agent;
        OperationId = record.Caller.OperationId;
        ServedBy = record.ServedBy;
        Model = record.Model;
        Latency = record.Latency;
        Usage = record.Usage;
        CostUsd = record.CostUsd;

        // Written when it is read.
        Json = null!;
    }

    /// <summary>The <see cref="RouteRecord.Id"/> of the call: 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>When the call began, in UTC: what the order and a range of time go by.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The table's class name.</summary>
    public required string Table { get; init; }

    /// <summary>The route.</summary>
    public required string Route { get; init; }

    /// <summary>How the call ended.</summary>
    public required RouteOutcome Outcome { get; init; }

    /// <summary>The customer whose user called.</summary>
    public string? Tenant { get; init; }

    /// <summary>The public id of the gateway's key that was used; null in process.</summary>
    public string? Key { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>The agent.</summary>
    public string? Agent { get; init; }

    /// <summary>What groups calls, such as those of a tool loop.</summary>
    public string? OperationId { get; init; }

    /// <summary>The target that served; null where none did.</summary>
    public string? ServedBy { get; init; }

    /// <summary>Its model, by the table's name.</summary>
    public string? Model { get; init; }

    /// <summary>From the call to its end.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The tokens that the providers counted; null when none stated any.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The cost of all attempts in USD, exact; null when that of any is unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The whole record, as <see cref="RouteRecordJsonExtensions.ToJson"/> writes it.</summary>
    public required string Json
    {
        // Few records are ever read: one that stays in memory is not written before somebody does.
        get => _json ??= _record!.ToJson();
        init => _json = value;
    }

    /// <summary>What it takes of memory, about.</summary>
    internal long Bytes =>
        (_record is { } record ? BytesOfRecord + (BytesOfAttempt * record.Attempts.Count) + TextOf(record) : BytesOfRecord)
        + (2L * ((_json?.Length ?? 0) + Length(Tenant) + Length(User) + Length(Agent) + Length(OperationId)));

    /// <summary>A record, to be stored.</summary>
    public static StoredRecord FromRecord(RouteRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new StoredRecord(record);
    }

    /// <summary>The id and nothing else: records are read where it is meant.</summary>
    public override string ToString() => Id;

    private static long TextOf(RouteRecord record)
    {
        var length = Length(record.RequestedModel) + Length(record.TraceId);
        foreach (var attempt in record.Attempts)
        {
            length += Length(attempt.Detail) + Length(attempt.RequestId) + Length(attempt.ResponseModel);
        }

        if (record.Caller.Tags is { } tags)
        {
            foreach (var (name, value) in tags)
            {
                length += name.Length + value.Length;
            }
        }

        return 2 * length;
    }

    private static long Length(string? text) => text?.Length ?? 0;
}
