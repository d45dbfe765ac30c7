using RouteGen.Costs;

namespace RouteGen.Content;

/// <summary>
/// Where prompts and replies are kept of routes that say <c>"capture"</c>, apart from records, which never contain any. Prompts and replies
/// have a retention of their own, can be erased by user and tenant, and are read by those who say who they are.
/// </summary>
/// <remarks><c>RouteGen.Testing.ContentStoreContract</c> has what every store must keep, as cases for a test.</remarks>
public interface IContentStore
{
    /// <summary>
    /// Adds prompts and replies: all of them, or none when it throws. One of the same record and kind that is there already stays.
    /// </summary>
    ValueTask AddAsync(IReadOnlyList<CapturedContent> contents, CancellationToken cancellationToken = default);

    /// <summary>
    /// The prompt and the reply of a call, the prompt first; none where nothing was captured. The read is noted before anything is given,
    /// also where nothing is found.
    /// </summary>
    /// <param name="recordId">The <see cref="RouteRecord.Id"/> of the call. Whatever the text, it is looked for and never an error.</param>
    /// <param name="reader">Who reads: a key's public id, or a name.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException"><paramref name="reader"/> is empty.</exception>
    ValueTask<IReadOnlyList<CapturedContent>> ReadAsync(string recordId, string reader, CancellationToken cancellationToken = default);

    /// <summary>Who read the prompt and the reply of a call, the first reader first. What was erased or purged leaves its reads.</summary>
    ValueTask<IReadOnlyList<ContentRead>> GetReadsAsync(string recordId, CancellationToken cancellationToken = default);

    /// <summary>Deletes all that is kept of a user, a tenant, or a user of a tenant.</summary>
    /// <param name="tenant">The tenant; null for whichever.</param>
    /// <param name="user">The user; null for whichever.</param>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>How many prompts and replies were deleted.</returns>
    /// <exception cref="ArgumentException">Neither is stated.</exception>
    ValueTask<long> EraseAsync(string? tenant, string? user, CancellationToken cancellationToken = default);

    /// <summary>Deletes prompts or replies of calls that began before a time.</summary>
    /// <returns>How many were deleted.</returns>
    ValueTask<long> PurgeAsync(ContentKind kind, DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>Which side of a call a content is. Names are stable: stores keep them.</summary>
public enum ContentKind
{
    /// <summary>What was asked: messages, instructions, names of tools, texts to embed.</summary>
    Prompt = 1,

    /// <summary>What came back, as far as it came.</summary>
    Reply,
}

/// <summary>That somebody read what was captured of a call.</summary>
public sealed record ContentRead
{
    /// <summary>The <see cref="RouteRecord.Id"/> of the call.</summary>
    public required string RecordId { get; init; }

    /// <summary>Who read it.</summary>
    public required string Reader { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(ContentRead), PrintMembers);
}
