namespace RouteGen.Budgets;

/// <summary>What a reservation holds in an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Amount">How much.</param>
/// <param name="IfExpired">What is committed when it expires.</param>
internal readonly record struct HeldAmount(BudgetAccount Account, BudgetAmount Amount, BudgetAmount IfExpired = default);

/// <summary>
/// What a reservation holds, account by account. There are few, so they are looked through, and mostly there is one, which needs no array.
/// </summary>
internal struct HeldAmounts
{
    private HeldAmount _first;
    private HeldAmount[]? _more;

    public int Count { get; private set; }

    public readonly HeldAmount this[int index] => index == 0 ? _first : _more![index - 1];

    public readonly bool Names(BudgetAccount account) => IndexOf(account) >= 0;

    /// <summary>What is held in an account; nothing in one that is not named.</summary>
    public readonly BudgetAmount In(BudgetAccount account) => IndexOf(account) is >= 0 and var i ? this[i].Amount : default;

    public void Set(BudgetAccount account, BudgetAmount amount, BudgetAmount ifExpired = default)
    {
        var i = IndexOf(account);
        SetAt(i >= 0 ? i : Count++, new HeldAmount(account, amount, ifExpired));
    }

    /// <summary>Holds nothing any more; what each account is charged then stays known.</summary>
    public void Release()
    {
        for (var i = 0; i < Count; i++)
        {
            SetAt(i, this[i] with { Amount = default });
        }
    }

    private void SetAt(int index, HeldAmount held)
    {
        if (index == 0)
        {
            _first = held;
            return;
        }

        if (_more is null || index > _more.Length)
        {
            Array.Resize(ref _more, index * 2);
        }

        _more[index - 1] = held;
    }

    private readonly int IndexOf(BudgetAccount account)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i].Account == account)
            {
                return i;
            }
        }

        return -1;
    }
}
