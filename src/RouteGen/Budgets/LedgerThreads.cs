namespace RouteGen.Budgets;

/// <summary>
/// Threads on which ledgers are asked, since one that blocks must hold neither the caller's thread nor those of the pool, on which the
/// timers run that give it up. A thread is made when all others are busy, and ends when it has had nothing to do for a while.
/// </summary>
internal sealed class LedgerThreads : TaskScheduler
{
    private const int Most = 64;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly Queue<Task> _waiting = new();
    private int _threads;
    private int _idle;

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => Most;

    /// <summary>Begins an operation of a ledger. What it awaits goes on wherever it likes.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> operation, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(operation, cancellationToken, TaskCreationOptions.HideScheduler, this).Unwrap();

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(task);
            if (_waiting.Count <= _idle)
            {
                Monitor.Pulse(_waiting);
                return;
            }

            if (_threads == Most)
            {
                return;
            }

            _threads++;
        }

        new Thread(Work) { IsBackground = true, Name = "RouteGen ledger" }.UnsafeStart();
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_waiting)
        {
            return [.. _waiting];
        }
    }

    private void Work()
    {
        while (Next() is { } task)
        {
            TryExecuteTask(task);
        }
    }

    private Task? Next()
    {
        lock (_waiting)
        {
            Task? task;
            while (!_waiting.TryDequeue(out task))
            {
                _idle++;
                var isWoken = Monitor.Wait(_waiting, Idle);
                _idle--;
                if (!isWoken && _waiting.Count == 0)
                {
                    _threads--;
                    return null;
                }
            }

            return task;
        }
    }
}
