using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace RouteGen.Wire;

/// <summary>How much a provider says is left of its limits, as it stands in the headers of a reply.</summary>
/// <param name="Requests">Requests that are left; null where it does not say.</param>
/// <param name="Tokens">Tokens that are left.</param>
internal readonly record struct RateLimitHeaders(long? Requests, long? Tokens)
{
    /// <summary>
    /// OpenAI, Azure, Groq, Together, Fireworks, xAI (platform.openai.com/docs/guides/rate-limits); Anthropic
    /// (docs.anthropic.com/en/api/rate-limits).
    /// </summary>
    private static readonly string[] OfRequests = ["x-ratelimit-remaining-requests", "anthropic-ratelimit-requests-remaining"];

    private static readonly string[] OfTokens = ["x-ratelimit-remaining-tokens", "anthropic-ratelimit-tokens-remaining"];

    public static RateLimitHeaders Read(HttpResponseHeaders headers) => new(First(headers, OfRequests), First(headers, OfTokens));

    /// <summary>Shows them on the span of the attempt.</summary>
    public void AddTo(Activity activity)
    {
        if (Requests is { } requests)
        {
            activity.SetTag("routegen.rate_limit.remaining_requests", requests);
        }

        if (Tokens is { } tokens)
        {
            activity.SetTag("routegen.rate_limit.remaining_tokens", tokens);
        }
    }

    private static long? First(HttpResponseHeaders headers, string[] names)
    {
        foreach (var name in names)
        {
            if (headers.NonValidated.TryGetValues(name, out var values)
                && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var left))
            {
                return left;
            }
        }

        return null;
    }
}
