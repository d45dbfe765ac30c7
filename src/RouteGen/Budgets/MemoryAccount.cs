namespace RouteGen.Budgets;

/// <summary>What one account holds in memory.</summary>
internal sealed class MemoryAccount
{
    private readonly List<BudgetBucket> _buckets = new(1);
    private Int128 _committed;

    /// <summary>
    /// What is reserved. Soft caps let the sum pass the end of Int64, and what is given back has to come off it to the last unit.
    /// </summary>
    public Int128 Reserved { get; set; }

    /// <summary>What is committed, oldest bucket first.</summary>
    public IReadOnlyList<BudgetBucket> Buckets => _buckets;

    public void Commit(long bucket, BudgetAmount amount)
    {
        if (_buckets.Count > 0 && _buckets[^1].Number >= bucket)
        {
            // A clock that went back settles into the newest bucket, so that no amount is forgotten too early.
            Set(_buckets.Count - 1, _buckets[^1].Amount + amount);
        }
        else
        {
            Insert(_buckets.Count, bucket, amount);
        }
    }

    /// <summary>Commits to a bucket that may not be the newest: an estimate, to that in which its reservation expired.</summary>
    public void CommitTo(long bucket, BudgetAmount amount)
    {
        var i = _buckets.Count;
        while (i > 0 && _buckets[i - 1].Number > bucket)
        {
            i--;
        }

        if (i > 0 && _buckets[i - 1].Number == bucket)
        {
            Set(i - 1, _buckets[i - 1].Amount + amount);
        }
        else
        {
            Insert(i, bucket, amount);
        }
    }

    /// <summary>Takes back what was committed to a bucket, where that is still known.</summary>
    public void TakeBack(long bucket, BudgetAmount amount)
    {
        var i = _buckets.FindIndex(b => b.Number == bucket);
        if (i >= 0)
        {
            Set(i, _buckets[i].Amount - amount);
        }
    }

    /// <summary>What counts, after forgetting what no longer does.</summary>
    public BudgetAmount CommittedAt(long oldest)
    {
        while (_buckets.Count > 0 && _buckets[0].Number < oldest)
        {
            _committed -= _buckets[0].Amount.Units;
            _buckets.RemoveAt(0);
        }

        return BudgetAmount.FromUnitsSaturating(_committed);
    }

    private void Insert(int index, long bucket, BudgetAmount amount)
    {
        _committed += amount.Units;
        _buckets.Insert(index, new(bucket, amount));
    }

    private void Set(int index, BudgetAmount amount)
    {
        _committed += (Int128)amount.Units - _buckets[index].Amount.Units;
        _buckets[index] = new(_buckets[index].Number, amount);
    }
}
