using RouteGen.Faults;

namespace RouteGen.Hosting;

/// <summary>What the last HTTP exchange of an attempt said, apart from its content. The router opens one around each attempt; the observer in the HTTP pipeline fills it in.</summary>
internal sealed class WireExchange
{
    private static readonly AsyncLocal<WireExchange?> Ambient = new();

    /// <summary>The exchange of the attempt that runs in this flow.</summary>
    public static WireExchange? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Requests sent. More than one means that something below the router repeats.</summary>
    public int Requests { get; set; }

    /// <summary>The status of the last reply.</summary>
    public int? StatusCode { get; set; }

    /// <summary>The provider's id of the request.</summary>
    public string? RequestId { get; set; }

    /// <summary>How long the provider asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>The error envelope of a reply that is not a success.</summary>
    public ErrorEnvelope Error { get; set; }
}
