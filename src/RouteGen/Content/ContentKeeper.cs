using System.Diagnostics.Metrics;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.Logging;
using RouteGen.Records;

namespace RouteGen.Content;

/// <summary>
/// Redacts what routes capture and writes it to the <see cref="IContentStore"/>, in the background. A store or a redactor that is slow or
/// fails never touches a call: what fails is logged, counted (<c>routegen.content.failures</c>) and repeated for ten minutes, and what is
/// lost all the same is logged and counted (<c>routegen.content.lost</c>), such as what waits beyond 64 MB.
/// </summary>
public sealed class ContentKeeper : IAsyncDisposable, IDisposable
{
    private const long MostPendingBytes = 64_000_000;
    private const int Capacity = 20_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private static readonly Counter<long> Failures = RouteMeter.Instance.CreateCounter<long>(
        "routegen.content.failures", "{write}", "Failed writes to the content store, which are retried");

    private static readonly Counter<long> Lost = RouteMeter.Instance.CreateCounter<long>(
        "routegen.content.lost", "{content}", "Prompts and replies that never reached the content store");

    private readonly StoreWriter<PendingContent> _writer;
    private readonly ContentRewriter _redacted;
    private readonly ContentRewriter _full = new(null);
    private readonly ILogger _log;
    private long _pendingBytes;

    internal ContentKeeper(IContentStore store, RouteContentOptions options, Redactor redactor, ILogger log, TimeProvider time)
    {
        Store = store;
        MaxBytes = options.MaxBytes;
        _redacted = new ContentRewriter(redactor);
        _log = log;
        _writer = new StoreWriter<PendingContent>(
            WriteAsync,
            (count, e) =>
            {
                Failures.Add(1);
                log.ContentNotStored(count, e.GetType().Name, e);
            },
            contents =>
            {
                Interlocked.Add(ref _pendingBytes, -contents.Sum(static c => c.Bytes));
                Lost.Add(contents.Count);
                log.ContentLost(contents.Count, contents.First().Record.Id);
            },
            Capacity, LongestWait, time).Start();
    }

    /// <summary>The store.</summary>
    public IContentStore Store { get; }

    /// <summary>How many prompts and replies are not in the store yet.</summary>
    public int Pending => _writer.Pending;

    /// <summary>How many bytes of JSON a prompt or a reply has at most.</summary>
    internal int MaxBytes { get; }

    /// <summary>How much of a stream is held before it is put together: events say little in many bytes.</summary>
    internal long MaxStreamedBytes => MaxBytes * 8L;

    /// <summary>Waits until all that was said in calls that have ended by now is in the store, or lost.</summary>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _writer.FlushAsync(cancellationToken);

    /// <summary>Deletes all that is kept of a user, a tenant, or a user of a tenant, with what has not been written yet.</summary>
    /// <returns>How many prompts and replies were deleted.</returns>
    /// <exception cref="ArgumentException">Neither is stated.</exception>
    public async Task<long> EraseAsync(string? tenant, string? user, CancellationToken cancellationToken = default)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return await Store.EraseAsync(tenant, user, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what waits, for a bounded time.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>Writes what waits, for a bounded time.</summary>
    public void Dispose() => _writer.Dispose();

    /// <summary>Begins to take down a call.</summary>
    internal CallContent Begin(PromptCapture capture) => new(this, capture != PromptCapture.Full);

    /// <summary>Takes one on; never waits and never throws.</summary>
    internal void Add(PendingContent content)
    {
        if (Interlocked.Add(ref _pendingBytes, content.Bytes) > MostPendingBytes)
        {
            Interlocked.Add(ref _pendingBytes, -content.Bytes);
            Lost.Add(1);
            _log.ContentLost(1, content.Record.Id);
            return;
        }

        _writer.Add(content);
    }

    /// <summary>What was said in a call could not be read.</summary>
    internal void Fail(RouteRecord record, Exception? exception)
    {
        Lost.Add(1);
        _log.ContentUnreadable(record.Id, exception?.GetType().Name ?? "unreadable content");
    }

    private async ValueTask WriteAsync(IReadOnlyList<PendingContent> contents, CancellationToken cancellationToken)
    {
        var ready = new CapturedContent[contents.Count];
        for (var i = 0; i < ready.Length; i++)
        {
            var id = contents[i].Record.Id;
            ready[i] = contents[i].Content(_redacted, _full, MaxBytes, e => _log.ContentUnreadable(id, e.GetType().Name));
        }

        await Store.AddAsync(ready, cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _pendingBytes, -contents.Sum(static c => c.Bytes));
    }
}
