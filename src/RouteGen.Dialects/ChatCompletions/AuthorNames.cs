using System.Buffers;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Names of authors as the protocol takes them: letters, digits and underscores, at most 64.</summary>
internal static class AuthorNames
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The name without what is not allowed in one; null where nothing is left.</summary>
    public static string? Sanitize(string name)
    {
        if (!name.AsSpan().ContainsAnyExcept(Allowed))
        {
            return name.Length is 0 ? null : name.Length <= MaxLength ? name : name[..MaxLength];
        }

        Span<char> kept = stackalloc char[MaxLength];
        var length = 0;
        foreach (var c in name)
        {
            if (length < MaxLength && Allowed.Contains(c))
            {
                kept[length++] = c;
            }
        }

        return length == 0 ? null : new string(kept[..length]);
    }
}
