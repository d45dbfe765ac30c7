using System.Globalization;
using System.Net.Http.Headers;

namespace RouteGen.Wire;

/// <summary>
/// Reads how long a provider asks to be left alone: <c>retry-after-ms</c>, or <c>Retry-After</c> in
/// seconds or as an HTTP date (RFC 9110, 10.2.3).
/// </summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.TryGetValues("retry-after-ms", out var milliseconds)
            && double.TryParse(milliseconds.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var ms)
            && double.IsFinite(ms) && ms >= 0)
        {
            return Clamp(TimeSpan.FromMilliseconds(Math.Min(ms, Longest.TotalMilliseconds)));
        }

        if (headers.TryGetValues("Retry-After", out var values) && values.FirstOrDefault() is { } text)
        {
            if (TrySeconds(text, out var wait))
            {
                return wait;
            }

            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            {
                return Clamp(date - now);
            }
        }

        return null;
    }

    public static bool TrySeconds(ReadOnlySpan<char> text, out TimeSpan wait)
    {
        wait = default;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            || !double.IsFinite(seconds) || seconds < 0)
        {
            return false;
        }

        wait = Clamp(TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)));
        return true;
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
}
