namespace RouteGen.Content;

/// <summary>A prompt or a reply as it is kept.</summary>
public sealed class CapturedContent
{
    /// <summary>The <see cref="RouteRecord.Id"/> of the call; with <see cref="Kind"/> it names the content.</summary>
    public required string RecordId { get; init; }

    /// <summary>Which side of the call it is.</summary>
    public required ContentKind Kind { get; init; }

    /// <summary>When the call began, in UTC: what retention goes by.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The table's class name.</summary>
    public required string Table { get; init; }

    /// <summary>The route.</summary>
    public required string Route { get; init; }

    /// <summary>The customer whose user called.</summary>
    public string? Tenant { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>Whether it was redacted before it was stored.</summary>
    public required bool IsRedacted { get; init; }

    /// <summary>
    /// A JSON object: <c>messages</c> with their <c>role</c> and <c>content</c>, or <c>inputs</c>, or what a caller's own JSON has; of
    /// images and files it has the type and the length only.
    /// </summary>
    public required string Json { get; init; }

    /// <summary>The record's id and nothing else: contents are read where it is meant.</summary>
    public override string ToString() => RecordId;
}
