using System.Globalization;
using Microsoft.AspNetCore.Http;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>What a caller says of a request in its headers. What is not understood is left out; nothing here can widen a bound.</summary>
internal static class CallHeaders
{
    public const string Operation = "x-routegen-operation";
    public const string TimeoutMs = "x-routegen-timeout-ms";
    public const string Tags = "x-routegen-tags";
    public const string NoCapture = "x-routegen-no-capture";
    public const string User = "x-routegen-user";
    public const string Agent = "x-routegen-agent";

    private const int MostTags = 16;
    private const int Longest = 128;
    private const int MostEncoded = 4096;

    /// <summary>Who asks, as far as the key lets the request say so.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="access">What the key says.</param>
    /// <param name="user">The user whom the body names; null where it names none.</param>
    public static RouteCaller Caller(IHeaderDictionary headers, GatewayAccess access, string? user) => new()
    {
        User = access.User ?? Named(access, Text(headers, User) ?? Clean(user)),
        Agent = OperationHeaders.ReadAgent(headers),
        Tenant = access.Tenant,
        Key = access.KeyId,
        OperationId = OperationHeaders.Read(headers),
        Tags = TagsOf(headers, access.Tags),
    };

    /// <summary>How long the caller gives the call; null for as long as its route says.</summary>
    public static TimeSpan? TimeLimit(IHeaderDictionary headers) =>
        long.TryParse(headers[TimeoutMs], NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms is > 0 and < int.MaxValue
            ? TimeSpan.FromMilliseconds(ms)
            : null;

    /// <summary>Whether nothing of the call may be kept: the header is there, whatever it says but no and false.</summary>
    public static bool ForbidsCapture(IHeaderDictionary headers) =>
        headers.TryGetValue(NoCapture, out var values) && !(values is [var one]
            && (string.Equals(one, "false", StringComparison.OrdinalIgnoreCase) || one is "0"
                || string.Equals(one, "no", StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// A header's text, bounded and of visible characters, which is percent-encoded beyond ASCII; null where there is none.
    /// </summary>
    public static string? Text(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) && values is [{ Length: <= MostEncoded } text] ? Clean(Unescape(text)) : null;

    /// <summary>A caller's text as it may stand in records and logs; null where nothing is left of it.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var length = Math.Min(text.Length, Longest);
        for (var i = 0; i < length; i++)
        {
            if (!IsVisible(text[i]))
            {
                return string.Concat(text.Take(Longest).Where(IsVisible)) is { Length: > 0 } left ? left : null;
            }
        }

        return length == text.Length ? text : text[..length];
    }

    private static string? Named(GatewayAccess access, string? user) => user is not null && access.MayName(user) ? user : null;

    private static bool IsVisible(char c) => c is >= ' ' and not '\x7f' && !char.IsControl(c) && !char.IsSurrogate(c)
        && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    // name=value, separated by commas or semicolons. The key's own win.
    private static IReadOnlyDictionary<string, string>? TagsOf(IHeaderDictionary headers, IReadOnlyDictionary<string, string>? own)
    {
        if (!headers.TryGetValue(Tags, out var values) || values.Count != 1 || values[0] is not { Length: > 0 and <= MostEncoded } text)
        {
            return own;
        }

        var tags = own is null ? [] : new Dictionary<string, string>(own, StringComparer.Ordinal);
        foreach (var pair in text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && Clean(Unescape(pair[..at])) is { } name && Clean(Unescape(pair[(at + 1)..])) is { } value
                && tags.Count < MostTags + (own?.Count ?? 0))
            {
                tags.TryAdd(name, value);
            }
        }

        return tags.Count == 0 ? null : tags;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Trim());
}
