using System.Globalization;
using RouteGen.Gateway.Keys;

namespace RouteGen.Gateway.Limits;

/// <summary>
/// What is said to who is over a limit of a key. Waits are from 1 to 60 seconds: SDKs ignore longer ones, or sleep them out.
/// </summary>
internal static class LimitRefusals
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    public static KeyRefusal Requests(int limit, TimeSpan wait) => new(
        429, "rate_limit_exceeded", Text($"The key may make {limit} requests a minute, and has made them."), Bounded(wait));

    public static KeyRefusal Tokens(long limit, TimeSpan wait) => new(
        429,
        "rate_limit_exceeded",
        Text($"The key may use {limit} tokens a minute, and this request needs more than it has left."),
        Bounded(wait));

    /// <summary>No wait helps, so it is not a 429, which SDKs repeat.</summary>
    public static KeyRefusal NeverFits(long limit, long estimated) => new(
        413,
        "tokens_exceed_key_limit",
        Text($"The key may use {limit} tokens a minute, and this request needs about {estimated} with its output."));

    public static KeyRefusal Concurrency(int most) => new(
        429, "concurrency_limit_exceeded", Text($"The key may make {most} requests at the same time, and has them open."), Least);

    private static TimeSpan Bounded(TimeSpan wait) => wait < Least ? Least : wait > Most ? Most : wait;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
