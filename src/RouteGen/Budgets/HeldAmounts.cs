namespace RouteGen.Budgets;

/// <summary>What a reservation holds, account by account. There are few, so they are looked through.</summary>
internal sealed class HeldAmounts(int accounts)
{
    private readonly List<KeyValuePair<BudgetAccount, BudgetAmount>> _amounts = new(accounts);

    public int Count => _amounts.Count;

    public KeyValuePair<BudgetAccount, BudgetAmount> this[int index] => _amounts[index];

    public bool Names(BudgetAccount account) => IndexOf(account) >= 0;

    /// <summary>What is held in an account; nothing in one that is not named.</summary>
    public BudgetAmount In(BudgetAccount account) => IndexOf(account) is >= 0 and var i ? _amounts[i].Value : default;

    public void Set(BudgetAccount account, BudgetAmount amount)
    {
        if (IndexOf(account) is >= 0 and var i)
        {
            _amounts[i] = new(account, amount);
        }
        else
        {
            _amounts.Add(new(account, amount));
        }
    }

    public void Clear() => _amounts.Clear();

    private int IndexOf(BudgetAccount account)
    {
        for (var i = 0; i < _amounts.Count; i++)
        {
            if (_amounts[i].Key == account)
            {
                return i;
            }
        }

        return -1;
    }
}
