using RouteGen.Records;

namespace RouteGen.Gateway.Records;

/// <summary>Finds the record of a call by any id that its caller was given.</summary>
internal sealed class RecordLookup(RecordKeeper keeper)
{
    /// <summary>How long a look-up waits for records that are on their way to the store: who asks has just had the reply.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly string[] Prefixes = ["chatcmpl-", "resp_", "msg_"];

    /// <summary>The record; null where there is none, and where this reader may not see it.</summary>
    public async ValueTask<StoredRecord?> FindAsync(string asked, RecordReader reader, CancellationToken cancellationToken)
    {
        if (keeper.Store is not { } store || IdOf(asked) is not { } id)
        {
            return null;
        }

        if (keeper.Pending > 0)
        {
            await keeper.FlushAsync(cancellationToken).WaitAsync(Patience, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } found && reader.Sees(found) ? found : null;
    }

    /// <summary>The id of a record: the <c>x-request-id</c> of a reply, or the reply's own id; null where it cannot be one.</summary>
    public static string? IdOf(string asked)
    {
        foreach (var prefix in Prefixes)
        {
            if (asked.StartsWith(prefix, StringComparison.Ordinal))
            {
                asked = asked[prefix.Length..];
                break;
            }
        }

        return Guid.TryParseExact(asked, "N", out var id) || Guid.TryParseExact(asked, "D", out id) ? id.ToString("N") : null;
    }
}
