using RouteGen.Content;
using RouteGen.Sqlite.Content;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite;

/// <summary>
/// Keeps captured prompts and replies in a SQLite file, best one of their own that few can read. What is erased or purged is overwritten
/// in the file, and each read leaves a row in <c>routegen_content_read</c>.
/// </summary>
public sealed class SqliteContentStore : IContentStore, IDisposable
{
    private const int PurgedAtOnce = 500;

    private static readonly TimeSpan PurgeEvery = TimeSpan.FromMinutes(5);

    private readonly SqliteContentOptions _options;
    private readonly TimeProvider _time;
    private readonly SqliteWriter _writer;
    private readonly ContentStatements _statements;
    private DateTimeOffset _nextPurge;

    /// <summary>Opens a file, or creates it.</summary>
    /// <param name="path">The file; its folder has to exist. SQLite keeps two more files beside it while it is open.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="timeProvider">The clock that retention goes by; the system's by default.</param>
    /// <exception cref="InvalidDataException">The file is not a SQLite database.</exception>
    /// <exception cref="InvalidOperationException">A newer RouteGen.Sqlite has written the file, or it is not one that lasts.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public SqliteContentStore(string path, SqliteContentOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? new SqliteContentOptions();
        _time = timeProvider ?? TimeProvider.System;
        var file = SqliteFile.Open(path, _options, ContentSchema.Part);

        // What is deleted is not to be found in the file's free pages.
        file.Connection.Run("PRAGMA secure_delete = ON");
        _statements = new ContentStatements(file.Connection);
        _writer = new SqliteWriter(file);
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(IReadOnlyList<CapturedContent> contents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contents);
        return new(_writer.RunAsync(
            () =>
            {
                foreach (var content in contents)
                {
                    _statements.Add(content);
                }

                PurgeOld();
                return true;
            },
            cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CapturedContent>> ReadAsync(
        string recordId, string reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordId);
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        return new(_writer.RunAsync(() => _statements.Read(recordId, reader, _time.GetUtcNow()), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ContentRead>> GetReadsAsync(string recordId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordId);
        return new(_writer.RunAsync(() => _statements.Reads(recordId), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<long> EraseAsync(string? tenant, string? user, CancellationToken cancellationToken = default) =>
        tenant is null && user is null
            ? throw new ArgumentException("State a tenant, a user, or both.", nameof(user))
            : new(_writer.RunAsync(() => (long)_statements.Erase(tenant, user), cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<long> PurgeAsync(ContentKind kind, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var sum = 0L;
        while (true)
        {
            var purged = await _writer.RunAsync(
                () => _statements.Purge(kind, before, PurgedAtOnce), cancellationToken).ConfigureAwait(false);
            sum += purged;
            if (purged < PurgedAtOnce)
            {
                return sum;
            }
        }
    }

    /// <summary>Ends what was begun, and closes the file.</summary>
    public void Dispose() => _writer.Dispose(_statements);

    private void PurgeOld()
    {
        var now = _time.GetUtcNow();
        if (now >= _nextPurge
            && _statements.Purge(ContentKind.Prompt, now - _options.PromptRetention, PurgedAtOnce) < PurgedAtOnce
            && _statements.Purge(ContentKind.Reply, now - _options.ReplyRetention, PurgedAtOnce) < PurgedAtOnce)
        {
            _nextPurge = now + PurgeEvery;
        }
    }
}
