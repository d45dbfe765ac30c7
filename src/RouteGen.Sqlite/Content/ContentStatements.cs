using Microsoft.Data.Sqlite;
using RouteGen.Content;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Content;

/// <summary>
/// What is written of prompts and replies, and what is read of them: on the writer's connection, within its transactions.
/// </summary>
internal sealed class ContentStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(
        connection, "INSERT INTO routegen_content VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (record, kind) DO NOTHING");

    private readonly Statement _note = new(
        connection, "INSERT INTO routegen_content_read (record, reader, read_at) VALUES ($1, $2, $3)");

    private readonly Statement _find = new(connection, "SELECT * FROM routegen_content WHERE record = $1 ORDER BY kind");

    private readonly Statement _reads = new(
        connection, "SELECT record, reader, read_at FROM routegen_content_read WHERE record = $1 ORDER BY id");

    private readonly Statement _purge = new(
        connection,
        "DELETE FROM routegen_content WHERE rowid IN (SELECT rowid FROM routegen_content WHERE kind = $1 AND started_at < $2 LIMIT $3)");

    private readonly Statement _eraseUser = new(connection, "DELETE FROM routegen_content WHERE user = $1");

    private readonly Statement _eraseTenant = new(connection, "DELETE FROM routegen_content WHERE tenant = $1");

    private readonly Statement _eraseBoth = new(connection, "DELETE FROM routegen_content WHERE tenant = $1 AND user = $2");

    public void Add(CapturedContent content) => _insert.Run(
        content.RecordId, content.Kind.ToString(), SqliteText.Time(content.StartedAt), content.Table, content.Route,
        SqliteText.OrNull(content.Tenant), SqliteText.OrNull(content.User), content.IsRedacted ? 1 : 0, content.Json);

    /// <summary>Notes that somebody reads, and reads.</summary>
    public IReadOnlyList<CapturedContent> Read(string recordId, string reader, DateTimeOffset now)
    {
        _note.Run(recordId, reader, SqliteText.Time(now));
        using var rows = _find.Read(recordId);
        var found = new List<CapturedContent>();
        while (rows.Read())
        {
            found.Add(new CapturedContent
            {
                RecordId = rows.GetString(0),
                Kind = Enum.Parse<ContentKind>(rows.GetString(1)),
                StartedAt = SqliteText.TimeAt(rows, 2),
                Table = rows.GetString(3),
                Route = rows.GetString(4),
                Tenant = SqliteText.At(rows, 5),
                User = SqliteText.At(rows, 6),
                IsRedacted = rows.GetInt64(7) != 0,
                Json = rows.GetString(8),
            });
        }

        return found;
    }

    public IReadOnlyList<ContentRead> Reads(string recordId)
    {
        using var rows = _reads.Read(recordId);
        var found = new List<ContentRead>();
        while (rows.Read())
        {
            found.Add(new ContentRead { RecordId = rows.GetString(0), Reader = rows.GetString(1), ReadAt = SqliteText.TimeAt(rows, 2) });
        }

        return found;
    }

    public int Purge(ContentKind kind, DateTimeOffset before, int most) => _purge.Run(kind.ToString(), SqliteText.Time(before), most);

    public int Erase(string? tenant, string? user) => (tenant, user) switch
    {
        (null, { } one) => _eraseUser.Run(one),
        ({ } all, null) => _eraseTenant.Run(all),
        ({ } of, { } one) => _eraseBoth.Run(of, one),
        _ => throw new ArgumentException("State a tenant, a user, or both.", nameof(user)),
    };

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_insert, _note, _find, _reads, _purge, _eraseUser, _eraseTenant, _eraseBoth])
        {
            statement.Dispose();
        }
    }
}
