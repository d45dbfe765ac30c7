namespace RouteGen.Budgets;

/// <summary>
/// Calls of this process that wait until others give back what they have reserved, in a queue for each account. Only the first of a queue asks its ledger: it is woken by
/// settlements, and wakes the next when it leaves, so that a thousand that wait cost no more than one settlement each.
/// </summary>
internal sealed class RoomQueues
{
    private readonly Dictionary<BudgetAccount, LinkedList<RoomPlace>> _queues = [];
    private int _waiting;

    /// <summary>Takes the last place in the queue of an account.</summary>
    public RoomPlace LineUp(BudgetAccount account)
    {
        lock (_queues)
        {
            if (!_queues.TryGetValue(account, out LinkedList<RoomPlace>? queue))
            {
                _queues[account] = queue = new LinkedList<RoomPlace>();
            }

            var place = new RoomPlace(account);
            place.Node = queue.AddLast(place);
            Volatile.Write(ref _waiting, _waiting + 1);
            return place;
        }
    }

    /// <summary>Leaves a queue; the next of it is woken.</summary>
    public void Leave(RoomPlace place)
    {
        lock (_queues)
        {
            LinkedList<RoomPlace> queue = place.Node!.List!;
            queue.Remove(place.Node);
            Volatile.Write(ref _waiting, _waiting - 1);
            if (queue.Count == 0)
            {
                _queues.Remove(place.Account);
            }
            else
            {
                queue.First!.Value.Wake();
            }
        }
    }

    /// <summary>Whether a place is the first of its queue.</summary>
    public bool IsFirst(RoomPlace place)
    {
        lock (_queues)
        {
            return place.Node!.Previous is null;
        }
    }

    /// <summary>Wakes the first that waits for each of the accounts, to which something was given back.</summary>
    public void Wake(BudgetCharge[] settled)
    {
        if (Volatile.Read(ref _waiting) == 0)
        {
            return;
        }

        lock (_queues)
        {
            foreach (BudgetCharge charge in settled)
            {
                if (_queues.TryGetValue(charge.Account, out LinkedList<RoomPlace>? queue))
                {
                    queue.First!.Value.Wake();
                }
            }
        }
    }
}

/// <summary>A place in the queue of an account.</summary>
internal sealed class RoomPlace(BudgetAccount account)
{
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BudgetAccount Account => account;

    public LinkedListNode<RoomPlace>? Node { get; set; }

    public void Wake() => Volatile.Read(ref _woken).TrySetResult();

    /// <summary>Waits to be woken, for so long at most. What woke it since it waited last counts.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref _woken).Task.WaitAsync(most, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The caller looks at the time itself.
            return;
        }

        Volatile.Write(ref _woken, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
