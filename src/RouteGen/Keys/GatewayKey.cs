namespace RouteGen.Keys;

/// <summary>
/// A key of the endpoint: what its holder may do, and the hash by which it is known. It never has the secret, which only its holder has.
/// </summary>
public sealed record GatewayKey
{
    /// <summary>Stands for every group of routes.</summary>
    public const string EveryGroup = "*";

    /// <summary>
    /// What the key is called wherever it is not secret: in logs, budgets and records. Letters, digits, <c>-</c> and <c>.</c>, at most 64.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The SHA-256 of the whole token.</summary>
    public required GatewayKeyHash Hash { get; init; }

    /// <summary>For people: at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is in use.</summary>
    public GatewayKeyState State { get; init; }

    /// <summary>The customer for whom it calls; null leaves that open.</summary>
    public string? Tenant { get; init; }

    /// <summary>
    /// The groups of routes that it may call beside those that are in no group; <see cref="EveryGroup"/> stands for all. None by default.
    /// </summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The only routes that it may call, by their names in the table; null does not narrow what groups allow.</summary>
    public IReadOnlyList<string>? Routes { get; init; }

    /// <summary>What its calls are accounted by; a request cannot change them.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether its requests may say for which user they are.</summary>
    public UserNaming MayNameUsers { get; init; }

    /// <summary>The users that may be named, where they are listed.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Requests in a minute at most; null does not limit them.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens in a minute at most, of input and output together; null does not limit them.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Requests at the same time at most; null does not limit them.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Whether it may issue and change keys.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>When it ends; null means never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was issued; null where nobody has written that down.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it got its present secret, where that is not its first.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>The hash of the token before the last rotation, while that still works.</summary>
    public GatewayKeyHash? PreviousHash { get; init; }

    /// <summary>Until when the token before the last rotation works.</summary>
    public DateTimeOffset? PreviousHashUntil { get; init; }

    /// <summary>Counts changes, so that of two at the same moment one is refused; stores set it.</summary>
    public long Revision { get; init; }

    /// <summary>Whether a token with this hash is this key's now: its present one, or the one before while its grace lasts.</summary>
    public bool Accepts(GatewayKeyHash hash, DateTimeOffset now)
    {
        // Both are compared whatever the first says.
        var isPresent = Hash.Equals(hash);
        var isPrevious = PreviousHash is { } previous && previous.Equals(hash);
        return isPresent | (isPrevious & now < PreviousHashUntil);
    }

    /// <summary>What is wrong with it, by member; empty where nothing is.</summary>
    public IReadOnlyList<GatewayKeyProblem> GetProblems() => GatewayKeyRules.Check(this);

    /// <summary>Its id, name and state.</summary>
    public override string ToString() => $"GatewayKey {Id} ({Name ?? "no name"}, {State})";
}
