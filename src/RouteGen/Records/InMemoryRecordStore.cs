namespace RouteGen.Records;

/// <summary>
/// Keeps records in the memory of this process: for development, tests, and endpoints that need to look up what happened just now. It holds
/// a bounded number, and those that came first go first; what they took stays known by day and route.
/// </summary>
public sealed class InMemoryRecordStore : IRecordStore
{
    private readonly RouteRecordOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (StoredRecord Record, long Bytes)> _byId = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly UsageBook _usage = new();
    private long _bytes;

    /// <summary>Makes an empty store.</summary>
    /// <param name="options">How much it holds; the defaults unless stated.</param>
    /// <param name="timeProvider">The clock; the system's unless stated.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A property of the options is not what it must
    /// be.</exception>
    public InMemoryRecordStore(RouteRecordOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new RouteRecordOptions();
        _options.Validate();
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(IReadOnlyList<StoredRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        lock (_gate)
        {
            foreach (var record in records)
            {
                var bytes = record.Bytes;
                if (_byId.TryAdd(record.Id, (record, bytes)))
                {
                    _order.Enqueue(record.Id);
                    _bytes += bytes;
                    _usage.Add(record);
                }
            }

            MakeRoom();
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        lock (_gate)
        {
            return new(_byId.TryGetValue(id, out var found) ? found.Record : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<RecordPage> ListAsync(RecordQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        RecordPlace? after = query.After is { } text ? RecordPlace.Parse(text) : null;
        var matching = new List<StoredRecord>();
        lock (_gate)
        {
            foreach (var (record, _) in _byId.Values)
            {
                if (query.Matches(record) && (after is not { } place || place.IsBefore(record)))
                {
                    matching.Add(record);
                }
            }
        }

        matching.Sort(static (x, y) =>
        {
            var order = y.StartedAt.CompareTo(x.StartedAt);
            return order != 0 ? order : string.CompareOrdinal(y.Id, x.Id);
        });
        return new(new RecordPage(matching[..Math.Min(query.Limit, matching.Count)], matching.Count > query.Limit));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RouteUsage>> GetUsageAsync(RouteUsageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (_gate)
        {
            return new(_usage.Query(query));
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var count = _order.Count;
            for (var i = 0; i < count; i++)
            {
                var id = _order.Dequeue();
                if (_byId[id].Record.StartedAt < before)
                {
                    Remove(id);
                }
                else
                {
                    _order.Enqueue(id);
                }
            }

            _usage.Forget(DateOnly.FromDateTime(before.UtcDateTime));
            return new(count - _order.Count);
        }
    }

    private void MakeRoom()
    {
        var oldest = _time.GetUtcNow() - _options.Retention;
        while (_order.TryPeek(out var first)
            && (_order.Count > _options.MaxRecords || _bytes > _options.MaxBytes || _byId[first].Record.StartedAt < oldest))
        {
            Remove(_order.Dequeue());
        }

        _usage.Forget(DateOnly.FromDateTime(oldest.UtcDateTime));
    }

    private void Remove(string id)
    {
        if (_byId.Remove(id, out var removed))
        {
            _bytes -= removed.Bytes;
        }
    }
}
