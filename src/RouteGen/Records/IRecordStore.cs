namespace RouteGen.Records;

/// <summary>
/// Where the records of calls are kept to be looked up: by id, and by time, tenant, key, user, route and outcome. Register one as a
/// service, and every call of every table is written to it, in the background.
/// </summary>
/// <remarks><c>RouteGen.Testing.RecordStoreContract</c> has what every store must keep, as cases for a test.</remarks>
public interface IRecordStore
{
    /// <summary>
    /// Adds records: all of them, or none when it throws. Those that are there already are passed over, so that a write whose answer was
    /// lost can be repeated.
    /// </summary>
    ValueTask AddAsync(IReadOnlyList<StoredRecord> records, CancellationToken cancellationToken = default);

    /// <summary>The record with an id; null where there is none. Whatever the text, it is looked for and never an error.</summary>
    ValueTask<StoredRecord?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The records that a query matches, the latest call first, a page at a time.</summary>
    /// <exception cref="ArgumentException">The query's <see cref="RecordQuery.After"/> did not come from a page.</exception>
    ValueTask<RecordPage> ListAsync(RecordQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// What calls took, by day and route, as far back as the store keeps it: a row for each day (UTC), table and route with calls, in this
    /// order.
    /// </summary>
    ValueTask<IReadOnlyList<RouteUsage>> GetUsageAsync(RouteUsageQuery query, CancellationToken cancellationToken = default);

    /// <summary>Deletes the records of calls that began before a time, and the usage of the days that ended before it.</summary>
    /// <returns>How many records were deleted.</returns>
    ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}
