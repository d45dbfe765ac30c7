namespace RouteGen;

/// <summary>Who causes calls. Identifiers are the application's; choose ones that may appear in logs.</summary>
public sealed record RouteCaller
{
    /// <summary>Nobody in particular.</summary>
    public static RouteCaller None { get; } = new();

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>The agent that acts for the user, or on its own.</summary>
    public string? Agent { get; init; }

    /// <summary>The customer whose user this is.</summary>
    public string? Tenant { get; init; }

    /// <summary>Groups calls, such as those of a tool loop.</summary>
    public string? OperationId { get; init; }

    /// <summary>
    /// The key that the call came with: its public id at an endpoint, never its secret; in process, whatever the application names.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Anything else to account by.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>This caller, with what it leaves open taken from another.</summary>
    internal RouteCaller OrElse(RouteCaller? other) => other is null ? this : ReferenceEquals(this, None) ? other : new()
    {
        User = User ?? other.User,
        Agent = Agent ?? other.Agent,
        Tenant = Tenant ?? other.Tenant,
        OperationId = OperationId ?? other.OperationId,
        Key = Key ?? other.Key,
        Tags = Tags ?? other.Tags,
    };
}
