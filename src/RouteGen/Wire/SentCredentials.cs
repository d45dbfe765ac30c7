using System.Buffers;
using System.Net.Http.Headers;

namespace RouteGen.Wire;

/// <summary>Finds the credentials in the headers of a request: keys, tokens, and what the application adds of its own.</summary>
internal static class SentCredentials
{
    private static readonly SearchValues<string> Marks =
        SearchValues.Create(["auth", "key", "token", "secret", "cookie"], StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The credentials, without the scheme before them; null where there are none. They are compared with and never written anywhere.
    /// </summary>
    public static IReadOnlyList<string>? Read(HttpRequestHeaders headers)
    {
        List<string>? found = null;
        foreach (var (name, values) in headers.NonValidated)
        {
            if (!IsCredential(name))
            {
                continue;
            }

            foreach (var value in values)
            {
                (found ??= []).Add(value[(value.LastIndexOf(' ') + 1)..]);
            }
        }

        return found;
    }

    // The id of a repetition is not a secret, and a server may well answer with it.
    private static bool IsCredential(string header) =>
        header.AsSpan().ContainsAny(Marks) && !header.Contains("idempotency", StringComparison.OrdinalIgnoreCase);
}
