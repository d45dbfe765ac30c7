using System.Globalization;
using System.Net.Http.Headers;

namespace RouteGen.Tool.Smoke;

/// <summary>One of a provider's limits, as the headers of a reply state it.</summary>
/// <param name="Unit">What it is of, such as <c>requests</c> or <c>input-tokens</c>.</param>
/// <param name="Limit">How much there is in all; null where it is not stated.</param>
/// <param name="Left">How much is left; null where it is not stated.</param>
internal sealed record RateLimit(string Unit, long? Limit, long? Left)
{
    /// <summary>Whether it counts requests, and not tokens.</summary>
    public bool IsOfRequests => !Unit.Contains("token", StringComparison.Ordinal);

    /// <summary>
    /// Reads what is stated in the ways of the vendors: <c>x-ratelimit-remaining-requests</c> (OpenAI, Azure, Groq, xAI, Together,
    /// Fireworks; with <c>-day</c> or <c>-minute</c> at Cerebras and Mistral), <c>anthropic-ratelimit-tokens-remaining</c>, and the bare
    /// <c>x-ratelimit-remaining</c> and <c>ratelimit-remaining</c> of OpenRouter and of the IETF's draft.
    /// </summary>
    public static IReadOnlyList<RateLimit> Read(HttpResponseHeaders headers)
    {
        var found = new SortedDictionary<string, RateLimit>(StringComparer.Ordinal);
        foreach (var header in headers.NonValidated)
        {
            var name = header.Key.ToLowerInvariant();
            if (!name.Contains("ratelimit", StringComparison.Ordinal) && !name.Contains("tokenlimit", StringComparison.Ordinal))
            {
                continue;
            }

            var words = name.Split('-');
            var isLeft = words.Contains("remaining");
            if ((!isLeft && !words.Contains("limit")) || !TryRead(header.Value.ToString(), out var number))
            {
                continue;
            }

            var of = string.Join('-', words.Where(static w => w is not ("x" or "anthropic" or "ratelimit" or "remaining" or "limit")));
            of = of.Replace("tokenlimit", "tokens", StringComparison.Ordinal).Replace("ratelimitby", "", StringComparison.Ordinal);
            of = of.Length == 0 ? "requests" : of;
            var known = found.GetValueOrDefault(of) ?? new(of, null, null);
            found[of] = isLeft ? known with { Left = number } : known with { Limit = number };
        }

        return [.. found.Values];
    }

    private static bool TryRead(string text, out long number)
    {
        number = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value >= long.MaxValue)
        {
            return false;
        }

        number = (long)value;
        return true;
    }
}
