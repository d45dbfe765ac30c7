namespace RouteGen.Budgets;

/// <summary>
/// Calls of this process that wait until others give back what they have reserved, in a queue for each account. Only the
/// first of a queue asks its ledger: it is woken by settlements, and wakes the next when it leaves, so that a thousand that
/// wait cost no more than one settlement each.
/// </summary>
internal sealed class RoomQueues
{
    private readonly Dictionary<BudgetAccount, LinkedList<BudgetRoomPlace>> _queues = [];
    private int _waiting;

    /// <summary>Takes the last place in the queue of an account.</summary>
    public BudgetRoomPlace LineUp(BudgetAccount account)
    {
        lock (_queues)
        {
            if (!_queues.TryGetValue(account, out var queue))
            {
                _queues[account] = queue = new LinkedList<BudgetRoomPlace>();
            }

            var place = new BudgetRoomPlace(account);
            place.Node = queue.AddLast(place);
            Volatile.Write(ref _waiting, _waiting + 1);
            return place;
        }
    }

    /// <summary>Leaves a queue; the next of it is woken.</summary>
    public void Leave(BudgetRoomPlace place)
    {
        BudgetRoomPlace? next;
        lock (_queues)
        {
            var queue = place.Node!.List!;
            queue.Remove(place.Node);
            Volatile.Write(ref _waiting, _waiting - 1);
            next = queue.First?.Value;
            if (next is null)
            {
                _queues.Remove(place.Account);
            }
        }

        next?.Wake();
    }

    /// <summary>Whether a place is the first of its queue.</summary>
    public bool IsFirst(BudgetRoomPlace place)
    {
        lock (_queues)
        {
            return place.Node!.Previous is null;
        }
    }

    /// <summary>Wakes the first that waits for each of the accounts, to which something was given back.</summary>
    public void Wake(ReadOnlySpan<BudgetCharge> settled)
    {
        if (Volatile.Read(ref _waiting) == 0)
        {
            return;
        }

        for (var i = 0; i < settled.Length; i++)
        {
            BudgetRoomPlace? first;
            lock (_queues)
            {
                first = _queues.TryGetValue(settled[i].Account, out var queue) ? queue.First!.Value : null;
            }

            first?.Wake();
        }
    }
}
