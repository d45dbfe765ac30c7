namespace RouteGen.Wire;

/// <summary>
/// What the last HTTP exchange of an attempt said, apart from its content. The router opens one around each attempt; the
/// observer in the HTTP pipeline fills it in.
/// </summary>
internal sealed class WireExchange
{
    private static readonly AsyncLocal<WireExchange?> Ambient = new();

    private readonly Lock _gate = new();
    private HttpContent? _reply;
    private bool _ended;

    /// <summary>The exchange of the attempt that runs in this flow.</summary>
    public static WireExchange? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Whether the reply is read as it comes.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>What the request says of its call to a gateway of ours, as headers; null for every other provider.</summary>
    public IReadOnlyList<(string Name, string Value)>? Forwarded { get; set; }

    /// <summary>
    /// Whether a gateway of ours says that asking it again is of no use: it has asked whom it has, and again where it helps.
    /// </summary>
    public bool IsFinal { get; set; }

    /// <summary>Whether any of a request's body was given to a connection. Until then nobody can have worked on it.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Requests sent. More than one means that something below the router repeats.</summary>
    public int Requests { get; set; }

    /// <summary>The status of the last reply.</summary>
    public int? StatusCode { get; set; }

    /// <summary>The provider's id of the request.</summary>
    public string? RequestId { get; set; }

    /// <summary>What a gateway's headers say about the bill.</summary>
    public GatewayHeaders Gateway { get; set; }

    /// <summary>What is left of the provider's limits; read where a span shows it.</summary>
    public RateLimitHeaders RateLimit { get; set; }

    /// <summary>Whether a span shows the attempt.</summary>
    public bool IsShown { get; set; }

    /// <summary>How long the provider asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Where a redirect that was not followed points, in words; null where there was none.</summary>
    public string? Redirect { get; set; }

    /// <summary>The credentials that the last request carried. They are compared with and never written anywhere.</summary>
    public IReadOnlyList<string>? Credentials { get; set; }

    /// <summary>The error envelope of a reply that is not a success.</summary>
    public ErrorEnvelope Error { get; set; }

    /// <summary>
    /// Keeps a reply's content, so that its connection is given back with the attempt. An SDK whose token is cancelled in the
    /// moment between a reply's headers and its first read drops the reply as it is, and the request would stay open at the
    /// provider until a garbage collection. The content, and not the message: OpenAI's SDK takes the one out of the other,
    /// which then has nothing left to dispose of.
    /// </summary>
    /// <returns>False when the attempt has ended already; the reply is nobody's then.</returns>
    public bool TryKeep(HttpContent reply)
    {
        lock (_gate)
        {
            _reply = _ended ? _reply : reply;
            return !_ended;
        }
    }

    /// <summary>Ends the exchange with its attempt.</summary>
    public void End()
    {
        HttpContent? reply;
        lock (_gate)
        {
            _ended = true;
            reply = _reply;
            _reply = null;
        }

        reply?.Dispose();
    }
}
