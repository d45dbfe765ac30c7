namespace RouteGen.Sqlite.Storage;

/// <summary>
/// Runs the operations of a process one after another. Those that came while the disk was busy share the next transaction, so that many
/// callers wait for one write to the disk; each is answered after the commit.
/// </summary>
internal sealed class SqliteWriter(SqliteFile file) : IDisposable
{
    private const int MostPerTransaction = 256;

    private readonly Lock _gate = new();
    private readonly Queue<IOperation> _waiting = new();
    private readonly List<IOperation> _together = [];
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private bool _isDisposed;

    private interface IOperation
    {
        void Run();

        void Complete();

        void Fail(Exception exception);
    }

    /// <summary>Runs an operation inside a transaction.</summary>
    public Task<T> RunAsync<T>(Func<T> operation, CancellationToken cancellationToken)
    {
        var waiting = new Operation<T>(operation, cancellationToken);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _waiting.Enqueue(waiting);
            if (_idle.IsSet)
            {
                _idle.Reset();
                ThreadPool.UnsafeQueueUserWorkItem(static w => w.Drain(), this, preferLocal: false);
            }
        }

        return cancellationToken.CanBeCanceled ? waiting.Answer.WaitAsync(cancellationToken) : waiting.Answer;
    }

    /// <summary>Ends what was begun, and closes the file.</summary>
    public void Dispose() => Dispose(null);

    /// <summary>Ends what was begun, and closes the file.</summary>
    /// <param name="statements">What is prepared on the connection.</param>
    public void Dispose(IDisposable? statements)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _idle.Wait();
        statements?.Dispose();
        file.Dispose();
    }

    private void Drain()
    {
        while (true)
        {
            lock (_gate)
            {
                _together.Clear();
                while (_together.Count < MostPerTransaction && _waiting.TryDequeue(out var next))
                {
                    _together.Add(next);
                }

                if (_together.Count == 0)
                {
                    _idle.Set();
                    return;
                }
            }

            RunTogether();
        }
    }

    private void RunTogether()
    {
        try
        {
            file.Begin();
            foreach (var operation in _together)
            {
                operation.Run();
            }

            file.Commit();
        }
        catch (Exception e)
        {
            file.RollBack();
            foreach (var operation in _together)
            {
                operation.Fail(e);
            }

            return;
        }

        foreach (var operation in _together)
        {
            operation.Complete();
        }
    }

    private sealed class Operation<T>(Func<T> operation, CancellationToken cancellationToken) : IOperation
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Answer => _answer.Task;

        public void Run()
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _answer.TrySetCanceled(cancellationToken);
            }
            else
            {
                _result = operation();
            }
        }

        public void Complete() => _answer.TrySetResult(_result);

        public void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}
