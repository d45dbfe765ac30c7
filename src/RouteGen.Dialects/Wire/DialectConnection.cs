using System.ComponentModel;

namespace RouteGen.Dialects.Wire;

/// <summary>All that a dialect's client needs to reach one model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DialectConnection
{
    /// <summary>
    /// What carries the requests. It is the caller's, who disposes of it; timeouts and repetitions are the caller's, too.
    /// </summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The base address, with the version where the provider has one: <c>https://api.openai.com/v1</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The name of the model, as the provider knows it; it wins over any that a request states.</summary>
    public required string Model { get; init; }

    /// <summary>The provider's name for telemetry, such as <c>openai</c>; null where it has none.</summary>
    public string? Provider { get; init; }

    /// <summary>Adds the credentials to each request; null for a server that wants none.</summary>
    public Func<HttpRequestMessage, CancellationToken, ValueTask>? Authenticate { get; init; }

    /// <summary>Headers of every request. They win over the dialect's own.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Members of every request's body, as a JSON object. They win over what the dialect and the caller write.</summary>
    public string? BodyMembers { get; init; }

    /// <summary>
    /// How many bytes are read of a whole reply, or of one event of a stream, before it counts as one that cannot be read. 64 MiB by
    /// default: an image in a reply is a few.
    /// </summary>
    public int MaxReplyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The model and the address; never a credential.</summary>
    public override string ToString() => $"{Model} at {Endpoint.GetLeftPart(UriPartial.Authority)}";
}
