using Microsoft.Extensions.Options;

namespace RouteGen.Redis;

/// <summary>How budgets are kept in Redis.</summary>
public sealed class RedisLedgerOptions
{
    /// <summary>
    /// What all keys begin with: <c>routegen:</c> by default. Applications that share a server and must not share budgets take different
    /// ones. It has no braces: those choose the slot of a cluster.
    /// </summary>
    public string KeyPrefix { get; set; } = "routegen:";

    /// <exception cref="OptionsValidationException">A property is not what it must be.</exception>
    internal RedisLedgerOptions Validated() => KeyPrefix?.AsSpan().ContainsAny('{', '}') switch
    {
        null => throw Invalid("must not be null; it may be empty"),
        true => throw Invalid($"must have no braces, which choose the slot of a cluster, and is '{KeyPrefix}'"),
        _ => this,
    };

    private static OptionsValidationException Invalid(string problem) =>
        new(nameof(RedisLedgerOptions), typeof(RedisLedgerOptions), [$"{nameof(RedisLedgerOptions)}.{nameof(KeyPrefix)} {problem}."]);
}
