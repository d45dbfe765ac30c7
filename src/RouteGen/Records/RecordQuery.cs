using System.Globalization;

namespace RouteGen.Records;

/// <summary>
/// Which records are asked for: of calls that began from one time on and before another, of which all that is stated holds.
/// </summary>
public sealed class RecordQuery
{
    /// <summary>The most records of a page.</summary>
    public const int MaxLimit = 1000;

    private readonly int _limit = 100;

    /// <summary>The first time that is in the range; null from the first record on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The first time that is no longer in the range; null to the last record.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>The public id of the gateway's key.</summary>
    public string? Key { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>The operation.</summary>
    public string? OperationId { get; init; }

    /// <summary>The table.</summary>
    public string? Table { get; init; }

    /// <summary>The route.</summary>
    public string? Route { get; init; }

    /// <summary>The outcome.</summary>
    public RouteOutcome? Outcome { get; init; }

    /// <summary>How many records a page has at most: from 1 to <see cref="MaxLimit"/>, 100 unless stated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither.</exception>
    public int Limit
    {
        get => _limit;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Limit));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxLimit, nameof(Limit));
            _limit = value;
        }
    }

    /// <summary>The <see cref="RecordPage.Next"/> of the page that this one follows; null for the first.</summary>
    public string? After { get; init; }

    /// <summary>Whether a record is asked for; pages count for nothing.</summary>
    public bool Matches(StoredRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (From is not { } from || record.StartedAt >= from) && (To is not { } to || record.StartedAt < to)
            && Is(Tenant, record.Tenant) && Is(Key, record.Key) && Is(User, record.User) && Is(OperationId, record.OperationId)
            && Is(Table, record.Table) && Is(Route, record.Route) && (Outcome is not { } outcome || record.Outcome == outcome);
    }

    private static bool Is(string? asked, string? value) => asked is null || string.Equals(asked, value, StringComparison.Ordinal);
}

/// <summary>Some of the records that a query matches, the latest first.</summary>
public sealed class RecordPage
{
    /// <summary>Makes a page.</summary>
    /// <param name="records">Its records, the latest first.</param>
    /// <param name="hasMore">Whether others follow.</param>
    public RecordPage(IReadOnlyList<StoredRecord> records, bool hasMore)
    {
        ArgumentNullException.ThrowIfNull(records);
        Records = records;
        Next = hasMore && records.Count > 0 ? new RecordPlace(records[^1].StartedAt, records[^1].Id).ToString() : null;
    }

    /// <summary>Its records.</summary>
    public IReadOnlyList<StoredRecord> Records { get; }

    /// <summary>What the next page's query has as its <see cref="RecordQuery.After"/>; null where none follows.</summary>
    public string? Next { get; }
}

/// <summary>Where a page ended: records of later calls do not move it.</summary>
public readonly record struct RecordPlace
{
    /// <summary>Makes a place.</summary>
    /// <param name="startedAt">When the call of the page's last record began.</param>
    /// <param name="id">Its id.</param>
    public RecordPlace(DateTimeOffset startedAt, string id) => (StartedAt, Id) = (startedAt, id);

    /// <summary>When the call of the page's last record began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Its id.</summary>
    public string Id { get; init; }

    /// <summary>Reads a place as <see cref="ToString"/> writes it.</summary>
    /// <exception cref="ArgumentException">It is not one.</exception>
    public static RecordPlace Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point > 0 && long.TryParse(text.AsSpan(0, point), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new RecordPlace(new DateTimeOffset(ticks, TimeSpan.Zero), text[(point + 1)..])
            : throw new ArgumentException("This is not where a page of records ended.", nameof(text));
    }

    /// <summary>Whether a record comes after it: of an earlier call, or of one that began at the same moment and has a lower id.</summary>
    public bool IsBefore(StoredRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.StartedAt < StartedAt || (record.StartedAt == StartedAt && string.CompareOrdinal(record.Id, Id) < 0);
    }

    /// <summary>As text that goes into a URL as it is, if the id does.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartedAt.UtcTicks}.{Id}");
}
