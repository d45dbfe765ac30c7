using System.Runtime.CompilerServices;

namespace RouteGen.Spend;

/// <summary>
/// Keeps spend in the memory of this process: for tests, development and programs that end. It forgets calls
/// that began longer ago than it keeps them.
/// </summary>
public sealed class InMemorySpendStore : ISpendStore
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _keep;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(DateTimeOffset StartedAt, string CallId, int Attempt), SpendLine> _lines = new(new InOrder());

    /// <summary>Makes an empty store.</summary>
    /// <param name="timeProvider">The clock; the system's unless stated.</param>
    /// <param name="retention">How long calls are kept; 31 days unless stated.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="retention"/> is not above zero.</exception>
    public InMemorySpendStore(TimeProvider? timeProvider = null, TimeSpan? retention = null)
    {
        _time = timeProvider ?? TimeProvider.System;
        _keep = retention ?? TimeSpan.FromDays(31);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_keep, TimeSpan.Zero, nameof(retention));
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(IReadOnlyList<SpendLine> lines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        lock (_gate)
        {
            foreach (var line in lines)
            {
                _lines.TryAdd((line.StartedAt, line.CallId, line.Attempt), line);
            }

            Forget();
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<SpendReport> QueryAsync(SpendQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var groups = new SpendGroups(query);
        foreach (var line in Matching(query))
        {
            groups.Add(line);
        }

        return new(groups.Report());
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SpendLine> ReadAsync(
        SpendQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var line in Matching(query))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return line;
        }
    }

    private SpendLine[] Matching(SpendQuery query)
    {
        lock (_gate)
        {
            return [.. _lines.Values.Where(query.Matches)];
        }
    }

    private void Forget()
    {
        var oldest = _time.GetUtcNow() - _keep;
        foreach (var key in _lines.Keys.TakeWhile(k => k.StartedAt < oldest).ToArray())
        {
            _lines.Remove(key);
        }
    }

    private sealed class InOrder : IComparer<(DateTimeOffset StartedAt, string CallId, int Attempt)>
    {
        public int Compare(
            (DateTimeOffset StartedAt, string CallId, int Attempt) x, (DateTimeOffset StartedAt, string CallId, int Attempt) y)
        {
            var order = x.StartedAt.CompareTo(y.StartedAt);
            order = order != 0 ? order : string.CompareOrdinal(x.CallId, y.CallId);
            return order != 0 ? order : x.Attempt.CompareTo(y.Attempt);
        }
    }
}
