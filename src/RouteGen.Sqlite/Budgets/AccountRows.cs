using System.Globalization;
using Microsoft.Data.Sqlite;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Budgets;

/// <summary>One account as it is in the file.</summary>
/// <param name="Id">Its row; 0 when it has none yet.</param>
/// <param name="Reserved">What is reserved in it.</param>
internal readonly record struct AccountRow(long Id, Int128 Reserved);

/// <summary>Accounts and what is committed to them.</summary>
internal sealed class AccountRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement _find = new(connection, "SELECT id, reserved FROM routegen_account WHERE key = $1");
    private readonly Statement _add = new(connection, "INSERT INTO routegen_account (key, reserved) VALUES ($1, '0') RETURNING id");
    private readonly Statement _reserved = new(connection, "SELECT reserved FROM routegen_account WHERE id = $1");
    private readonly Statement _reserve = new(connection, "UPDATE routegen_account SET reserved = $2 WHERE id = $1");
    private readonly Statement _buckets = new(
        connection, "SELECT bucket, amount FROM routegen_bucket WHERE account = $1 AND bucket >= $2 ORDER BY bucket");
    private readonly Statement _newest = new(
        connection, "SELECT bucket, amount FROM routegen_bucket WHERE account = $1 ORDER BY bucket DESC LIMIT 1");

    private readonly Statement _bucket = new(connection, "SELECT amount FROM routegen_bucket WHERE account = $1 AND bucket = $2");

    private readonly Statement _commit = new(
        connection,
        "INSERT INTO routegen_bucket (account, bucket, amount, ends) VALUES ($1, $2, $3, $4) ON CONFLICT (account, bucket) DO UPDATE SET " +
        "amount = excluded.amount");

    private readonly Statement _forgetBuckets = new(connection, "DELETE FROM routegen_bucket WHERE ends <= $1");

    private readonly Statement _forgetAccounts = new(
        connection, "DELETE FROM routegen_account WHERE reserved = '0' AND NOT EXISTS (SELECT 1 FROM routegen_bucket WHERE account = " +
            "routegen_account.id)");

    public AccountRow Find(BudgetAccount account)
    {
        using var row = _find.Read(account.Key);
        return row.Read() ? new AccountRow(row.GetInt64(0), Parse(row.GetString(1))) : default;
    }

    public AccountRow FindOrAdd(BudgetAccount account)
    {
        var found = Find(account);
        if (found.Id != 0)
        {
            return found;
        }

        using var row = _add.Read(account.Key);
        row.Read();
        return new AccountRow(row.GetInt64(0), 0);
    }

    /// <summary>Writes what is reserved in an account.</summary>
    public void SetReserved(long id, Int128 amount) => _reserve.Run(id, amount.ToString(CultureInfo.InvariantCulture));

    /// <summary>Gives back an amount that was reserved.</summary>
    public void GiveBack(long id, long amount)
    {
        Int128 reserved;
        using (var row = _reserved.Read(id))
        {
            reserved = row.Read() ? Parse(row.GetString(0)) : 0;
        }

        SetReserved(id, Int128.Max(0, reserved - amount));
    }

    /// <summary>What counts now, oldest bucket first.</summary>
    public IReadOnlyList<BudgetBucket> Buckets(long id, long oldest)
    {
        if (id == 0)
        {
            return [];
        }

        List<BudgetBucket> buckets = [];
        using var row = _buckets.Read(id, oldest);
        while (row.Read())
        {
            buckets.Add(new(row.GetInt64(0), BudgetAmount.FromUnitsSaturating(row.GetInt64(1))));
        }

        return buckets;
    }

    /// <summary>Commits an amount; a sum stops at the largest number.</summary>
    public void Commit(long id, BudgetWindow window, DateTimeOffset now, long amount)
    {
        var bucket = window.GetBucket(now);
        using (var row = _newest.Read(id))
        {
            // A clock that went back settles into the newest bucket, so that no amount is forgotten too early.
            if (row.Read() && row.GetInt64(0) >= bucket)
            {
                bucket = row.GetInt64(0);
                amount = Sum(amount, row.GetInt64(1));
            }
        }

        _commit.Run(id, bucket, amount, window.GetBucketEnd(bucket).UtcTicks);
    }

    /// <summary>Commits an estimate to the bucket in which its reservation expired.</summary>
    public void CommitEstimate(in HeldRow held) => _commit.Run(held.Account, held.Bucket, Sum(held.Estimate, In(held) ?? 0), held.Ends);

    /// <summary>Takes an estimate back, where its bucket is still known.</summary>
    public void TakeBackEstimate(in HeldRow held)
    {
        if (In(held) is { } amount)
        {
            _commit.Run(held.Account, held.Bucket, Math.Max(0, amount - held.Estimate), held.Ends);
        }
    }

    private long? In(in HeldRow held)
    {
        using var row = _bucket.Read(held.Account, held.Bucket);
        return row.Read() ? row.GetInt64(0) : null;
    }

    /// <summary>Forgets what no longer counts.</summary>
    public void Sweep(DateTimeOffset now)
    {
        _forgetBuckets.Run(now.UtcTicks);
        _forgetAccounts.Run();
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[
            _find, _add, _reserved, _reserve, _buckets, _newest, _bucket, _commit, _forgetBuckets, _forgetAccounts
        ])
        {
            statement.Dispose();
        }
    }

    private static Int128 Parse(string amount) => Int128.Parse(amount, CultureInfo.InvariantCulture);

    private static long Sum(long left, long right) => long.CreateSaturating((Int128)left + right);
}
