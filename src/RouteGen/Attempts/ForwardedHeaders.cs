using System.Globalization;
using System.Text;
using RouteGen.Plans;

namespace RouteGen.Attempts;

/// <summary>
/// What a request to a gateway of ours says of its call, in headers: on whose behalf it is, how long it may take, and whether anything of
/// it may be kept. The tenant is not told: the key there says it.
/// </summary>
internal static class ForwardedHeaders
{
    /// <summary>The kind of providers that are such gateways.</summary>
    public const string Kind = "routegen";

    private const int MostTags = 16;
    private const int LongestText = 128;
    private const int LongestTags = 4096;

    /// <param name="call">The call.</param>
    /// <param name="limit">How long the attempt may take until its end.</param>
    public static List<(string Name, string Value)> For(CallRequest call, TimeSpan limit)
    {
        var caller = call.Caller;
        var headers = new List<(string, string)>
        {
            ("x-routegen-timeout-ms", Math.Max(1, (long)limit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)),
        };
        Add(headers, "x-routegen-user", caller.User);
        Add(headers, "x-routegen-agent", caller.Agent);
        Add(headers, "x-routegen-operation", caller.OperationId);
        if (caller.Tags is { Count: > 0 } tags && TextOf(tags) is { Length: > 0 } text)
        {
            headers.Add(("x-routegen-tags", text));
        }

        if (call.Facts.ForbidsCapture)
        {
            headers.Add(("x-routegen-no-capture", "true"));
        }

        return headers;
    }

    // A text that is cut could be somebody else's: what is too long is not told.
    private static void Add(List<(string Name, string Value)> headers, string name, string? value)
    {
        if (value is { Length: > 0 and <= LongestText })
        {
            headers.Add((name, Escape(value)));
        }
    }

    /// <summary><c>name=value</c>, with commas between them, in the order of the names: as many as the gateway takes.</summary>
    private static string TextOf(IReadOnlyDictionary<string, string> tags)
    {
        var text = new StringBuilder();
        var count = 0;
        foreach (var (name, value) in tags.OrderBy(static tag => tag.Key, StringComparer.Ordinal))
        {
            if (name.Length is 0 or > LongestText || value is not { Length: > 0 and <= LongestText })
            {
                continue;
            }

            var tag = $"{Escape(name)}={Escape(value)}";
            if (++count > MostTags || text.Length + tag.Length + 1 > LongestTags)
            {
                break;
            }

            text.Append(text.Length == 0 ? "" : ",").Append(tag);
        }

        return text.ToString();
    }

    /// <summary>Percent-encodes what a header cannot have, or what would end a tag.</summary>
    private static string Escape(string text)
    {
        foreach (var c in text)
        {
            if (!IsPlain(c))
            {
                return Escaped(text);
            }
        }

        return text;
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            _ = IsPlain((char)b) ? escaped.Append((char)b) : escaped.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }

    private static bool IsPlain(char c) => c is > ' ' and <= '~' and not ('%' or ',' or ';' or '=' or '"' or '\\');
}
