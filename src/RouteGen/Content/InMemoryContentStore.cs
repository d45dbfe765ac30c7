namespace RouteGen.Content;

/// <summary>
/// Keeps prompts and replies in the memory of this process: for development and tests. It holds a bounded number of bytes; the oldest go
/// first.
/// </summary>
public sealed class InMemoryContentStore : IContentStore
{
    private const int MostReads = 100_000;

    private readonly RouteContentOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly LinkedList<CapturedContent> _contents = [];
    private readonly Dictionary<(string RecordId, ContentKind Kind), LinkedListNode<CapturedContent>> _byName = [];
    private readonly Queue<ContentRead> _reads = new();
    private long _bytes;

    /// <summary>Makes an empty store.</summary>
    /// <param name="options">How much it holds, and for how long; the defaults unless stated.</param>
    /// <param name="timeProvider">The clock; the system's unless stated.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A property of the options is not what it must
    /// be.</exception>
    public InMemoryContentStore(RouteContentOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new RouteContentOptions();
        _options.Validate();
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(IReadOnlyList<CapturedContent> contents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contents);
        lock (_gate)
        {
            foreach (var content in contents)
            {
                if (!_byName.ContainsKey((content.RecordId, content.Kind)))
                {
                    _byName[(content.RecordId, content.Kind)] = _contents.AddLast(content);
                    _bytes += BytesOf(content);
                }
            }

            var now = _time.GetUtcNow();
            RemoveWhere(c => c.StartedAt < now - (c.Kind == ContentKind.Prompt ? _options.PromptRetention : _options.ReplyRetention));
            while (_bytes > _options.MaxBytesInMemory && _contents.First is { } oldest)
            {
                Remove(oldest);
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CapturedContent>> ReadAsync(
        string recordId, string reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordId);
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        var found = new List<CapturedContent>(2);
        lock (_gate)
        {
            _reads.Enqueue(new ContentRead { RecordId = recordId, Reader = reader, ReadAt = _time.GetUtcNow() });
            if (_reads.Count > MostReads)
            {
                _reads.Dequeue();
            }

            foreach (var kind in (ReadOnlySpan<ContentKind>)[ContentKind.Prompt, ContentKind.Reply])
            {
                if (_byName.TryGetValue((recordId, kind), out var content))
                {
                    found.Add(content.Value);
                }
            }
        }

        return new(found);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ContentRead>> GetReadsAsync(string recordId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordId);
        lock (_gate)
        {
            return new([.. _reads.Where(r => r.RecordId == recordId)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> EraseAsync(string? tenant, string? user, CancellationToken cancellationToken = default)
    {
        if (tenant is null && user is null)
        {
            throw new ArgumentException("State a tenant, a user, or both.", nameof(user));
        }

        lock (_gate)
        {
            return new(RemoveWhere(c => (tenant is null || c.Tenant == tenant) && (user is null || c.User == user)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> PurgeAsync(ContentKind kind, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return new(RemoveWhere(c => c.Kind == kind && c.StartedAt < before));
        }
    }

    private static long BytesOf(CapturedContent content) => 300 + (2L * content.Json.Length);

    private long RemoveWhere(Predicate<CapturedContent> isToGo)
    {
        var count = 0L;
        for (var node = _contents.First; node is not null;)
        {
            var next = node.Next;
            if (isToGo(node.Value))
            {
                Remove(node);
                count++;
            }

            node = next;
        }

        return count;
    }

    private void Remove(LinkedListNode<CapturedContent> node)
    {
        _contents.Remove(node);
        _byName.Remove((node.Value.RecordId, node.Value.Kind));
        _bytes -= BytesOf(node.Value);
    }
}
