namespace RouteGen.Wire;

/// <summary>A classified failure.</summary>
/// <param name="Fault">What kind.</param>
/// <param name="StatusCode">The HTTP status, where a reply came.</param>
/// <param name="Code">
/// The provider's error code or the name of a timer: at most 64 characters of a fixed alphabet, so that it can quote nothing.
/// </param>
/// <param name="RetryAfter">How long the provider asks to be left alone.</param>
internal readonly record struct FaultInfo(Fault Fault, int? StatusCode = null, string? Code = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Whom the reply's own words lay it to; null where status and code say enough.</summary>
    public BlameScope? Scope { get; init; }

    /// <summary>Whether the reply says that the same request is not to be sent again.</summary>
    public bool IsFinal { get; init; }
}
