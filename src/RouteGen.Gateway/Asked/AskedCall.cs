using Microsoft.Extensions.AI;
using RouteGen.Dialects.Requests;

namespace RouteGen.Gateway.Asked;

/// <summary>A caller's request, read.</summary>
internal sealed class AskedCall
{
    public required CallerDialect Dialect { get; init; }

    /// <summary>The body as it came, decoded.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The dialect's own reading, for its writers.</summary>
    public required object Source { get; init; }

    /// <summary>The model's name, as the caller states it.</summary>
    public required string Model { get; init; }

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public required ChatOptions Options { get; init; }

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public required IReadOnlyList<RequestProblem> Problems { get; init; }

    /// <summary>The members that the dialect's description does not name, or that only it has words for.</summary>
    public required IReadOnlyList<RequestMember> Others { get; init; }

    public bool Streamed { get; init; }

    /// <summary>Who the caller says asks; null where that is not stated.</summary>
    public string? User { get; init; }

    /// <summary>The service tier that is asked for; null where none is.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Whether nothing of it may be kept, whatever its route captures.</summary>
    public bool ForbidsCapture { get; set; }

    /// <summary>How long the call may take; null for as long as its route says.</summary>
    public TimeSpan? TimeLimit { get; set; }
}
