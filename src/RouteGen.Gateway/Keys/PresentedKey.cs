using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace RouteGen.Gateway.Keys;

/// <summary>The key that a request brings in its headers; keys in an address, a query or a cookie are not looked for.</summary>
internal static class PresentedKey
{
    private const int Longest = 4_096;
    private const string Scheme = "Bearer ";

    /// <summary>Reads the key. Several headers may bring it, if it is the same in all of them.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="token">The key; null where there is none.</param>
    /// <returns>Whether the request brings at most one key.</returns>
    public static bool TryRead(IHeaderDictionary headers, out string? token)
    {
        token = null;
        return TryTake(headers.Authorization, isAuthorization: true, ref token)
            && TryTake(headers["x-api-key"], isAuthorization: false, ref token)
            && TryTake(headers["api-key"], isAuthorization: false, ref token);
    }

    /// <summary>Whether a text can be a key at all: visible ASCII of a length that some service issues.</summary>
    public static bool IsPlausible(string token)
    {
        if (token.Length is 0 or > Longest)
        {
            return false;
        }

        foreach (var c in token)
        {
            if (c is <= ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a text has the form of a JSON Web Token (RFC 7519, section 3): its header is base64 of an object.</summary>
    public static bool IsJsonWebToken(string token) => token.StartsWith("eyJ", StringComparison.Ordinal)
        && token.AsSpan().Count('.') is 2 or 4;

    private static bool TryTake(StringValues values, bool isAuthorization, ref string? token)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i];
            if (isAuthorization)
            {
                // Other schemes belong to whatever stands in front.
                if (value is null || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                value = value[Scheme.Length..];
            }

            value = value?.Trim();
            if (string.IsNullOrEmpty(value) || string.Equals(value, token, StringComparison.Ordinal))
            {
                continue;
            }

            if (token is not null)
            {
                return false;
            }

            token = value;
        }

        return true;
    }
}
