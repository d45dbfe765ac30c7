using RouteGen.Wire;

namespace RouteGen.Tool.Smoke;

/// <summary>What a call showed on the wire beyond its record. Of what an error says nothing is written anywhere but its meaning.</summary>
internal sealed class WireSeen
{
    private static readonly AsyncLocal<WireSeen?> Ambient = new();

    /// <summary>Of the call that runs in this flow.</summary>
    public static WireSeen? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>What an error said.</summary>
    public ErrorEnvelope Error { get; set; }

    /// <summary>The status of the reply; null where none came.</summary>
    public int? StatusCode { get; set; }

    /// <summary>Whether a web page came, and no reply of an API.</summary>
    public bool IsPage { get; set; }

    /// <summary>Whether the reply is a stream by its content type.</summary>
    public bool IsStream { get; set; }

    /// <summary>How the stream went.</summary>
    public StreamWatch Stream { get; } = new();

    /// <summary>How long the provider asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>What is left of the provider's limits after the call.</summary>
    public IReadOnlyList<RateLimit> Limits { get; set; } = [];
}
