using System.Runtime.CompilerServices;

namespace RouteGen.Budgets;

/// <summary>A place in the queue of an account.</summary>
internal sealed class BudgetRoomPlace(BudgetAccount account)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiting;
    private bool _isWoken;

    public BudgetAccount Account => account;

    public LinkedListNode<BudgetRoomPlace>? Node { get; set; }

    /// <summary>Lets whoever stands here go on, on this thread: never inside a lock.</summary>
    public void Wake()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _isWoken = true;
            waiting = _waiting;
        }

        if (waiting is null || RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            waiting?.TrySetResult();
        }
        else
        {
            // Calls that end without ever waiting wake each other, one inside the other.
            ThreadPool.UnsafeQueueUserWorkItem(static w => w.TrySetResult(), waiting, preferLocal: false);
        }
    }

    /// <summary>Waits to be woken, for so long at most. What woke it since it waited last counts.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        var wake = new TaskCompletionSource();
        lock (_gate)
        {
            if (_isWoken)
            {
                _isWoken = false;
                return;
            }

            _waiting = wake;
        }

        using (time.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), wake, most, Timeout.InfiniteTimeSpan))
        using (cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), wake))
        {
            await wake.Task.ConfigureAwait(false);
        }

        lock (_gate)
        {
            _waiting = null;
            _isWoken = false;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
