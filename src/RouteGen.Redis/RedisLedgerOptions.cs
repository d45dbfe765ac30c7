namespace RouteGen.Redis;

/// <summary>How budgets are kept in Redis.</summary>
public sealed class RedisLedgerOptions
{
    /// <summary>What all keys begin with: <c>routegen:</c> by default. Applications that share a server and must not share budgets take different ones.</summary>
    public string KeyPrefix { get; set; } = "routegen:";
}
