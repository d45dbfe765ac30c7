using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Calls;

/// <summary>The id of a call, however it was copied.</summary>
internal static class CallId
{
    /// <summary>The digits of a whole id.</summary>
    public const int Length = 32;

    /// <summary>
    /// The hexadecimal digits of a text: of a record's id, of a UUID, or of an id as dialects write it, <c>chatcmpl-…</c>, <c>msg_…</c>.
    /// </summary>
    /// <exception cref="UsageException">It is no beginning of an id.</exception>
    public static string Read(string text)
    {
        var id = text.Trim();
        if (!IsUuid(id) && id.LastIndexOfAny(['-', '_']) is >= 0 and var at)
        {
            id = id[(at + 1)..];
        }

        id = id.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        return id.Length is > 0 and <= Length && id.All(char.IsAsciiHexDigit)
            ? id
            : throw new UsageException("An id is 32 hexadecimal digits, or some of the first of them: that of a record, of "
                + "'x-request-id' or of a reply.");
    }

    /// <summary>Groups of digits as in a UUID, the last of them not whole perhaps.</summary>
    private static bool IsUuid(string text) => text.Length > 8 && text[8] == '-' && text[..8].All(char.IsAsciiHexDigit);
}
