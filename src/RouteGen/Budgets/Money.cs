namespace RouteGen.Budgets;

/// <summary>Money as ledgers count it: 10⁻¹² USD in Int64, up to 9.2 million USD.</summary>
public static class Money
{
    private const decimal PerUsd = 1_000_000_000_000m;

    /// <summary>USD as a ledger counts them; what is finer is rounded up, what is larger is the largest.</summary>
    public static long FromUsd(decimal usd) => usd >= long.MaxValue / PerUsd ? long.MaxValue : usd <= 0 ? 0 : (long)decimal.Ceiling(usd * PerUsd);

    /// <summary>An amount of a ledger in USD, exact.</summary>
    public static decimal ToUsd(long amount) => amount / PerUsd;
}
