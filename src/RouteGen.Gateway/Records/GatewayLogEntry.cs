namespace RouteGen.Gateway.Records;

/// <summary>What is logged of a request, in one line: of one that became a call, and of one that was refused before.</summary>
internal readonly record struct GatewayLogEntry
{
    /// <summary>The HTTP status that the caller got.</summary>
    public required int Status { get; init; }

    /// <summary>The model that the caller asked for, as it wrote it; null where it was not read.</summary>
    public string? Model { get; init; }

    /// <summary>The record's id, which is the reply's <c>x-request-id</c>.</summary>
    public string? RecordId { get; init; }

    /// <summary>The public id of the key; null for none.</summary>
    public string? KeyId { get; init; }

    /// <summary>Why it was refused, in the words of the refusal; null where it was served.</summary>
    public string? Refusal { get; init; }

    /// <summary>From the request to the end of the reply, where there is no record.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The call's record; null where it never became a call.</summary>
    public RouteRecord? Record { get; init; }
}
