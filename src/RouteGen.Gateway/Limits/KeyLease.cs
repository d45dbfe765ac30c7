using System.Globalization;
using Microsoft.AspNetCore.Http;
using RouteGen.Gateway.Keys;

namespace RouteGen.Gateway.Limits;

/// <summary>
/// What one request takes up of its key's limits. Whoever holds it says what it is about to use, says what it used, and disposes of it;
/// without the second nothing counts as used. What happens afterwards, or twice, changes nothing.
/// </summary>
internal sealed class KeyLease : IDisposable
{
    private const string Prefix = "x-ratelimit-";

    private readonly KeyLimits? _limits;
    private readonly GatewayAccess _access;
    private readonly KeyLoad _load;
    private long _reserved;
    private long _step;
    private bool _isOpen;
    private bool _isSettled;

    public KeyLease(KeyLimits limits, GatewayAccess access, KeyLoad load, KeyRefusal? refusal)
    {
        (_limits, _access, _load, Refusal) = (limits, access, load, refusal);
        _isOpen = refusal is null;
    }

    private KeyLease() => (_access, _load) = (GatewayAccess.Anonymous, new KeyLoad());

    /// <summary>For requests whose key has no limits; shared by all of them.</summary>
    public static KeyLease Unlimited { get; } = new();

    /// <summary>Why the request may not go on; null where it may.</summary>
    public KeyRefusal? Refusal { get; }

    /// <summary>Reserves the tokens that the request is expected to use: its input, and its output at most. Once for a request.</summary>
    /// <returns>Why it may not; null where it may.</returns>
    public KeyRefusal? ReserveTokens(long estimated)
    {
        if (_limits is null || _access.TokensPerMinute is not { } limit)
        {
            return null;
        }

        estimated = Math.Max(0, estimated);
        if (estimated > limit)
        {
            return LimitRefusals.NeverFits(limit, estimated);
        }

        lock (_load.Gate)
        {
            if (!_isOpen || _isSettled || _reserved > 0)
            {
                return null;
            }

            var now = _limits.Now;
            var tokens = _load.Tokens ??= new MinuteWindow();
            tokens.Advance(MinuteWindow.StepOf(now));
            if (tokens.Sum > limit - estimated)
            {
                return LimitRefusals.Tokens(limit, tokens.Until(limit - estimated, now));
            }

            _reserved = estimated;
            _step = tokens.Add(estimated);
            return null;
        }
    }

    /// <summary>Counts what was used in place of what was reserved.</summary>
    public void Settle(long used)
    {
        if (_limits is null || _access.TokensPerMinute is null)
        {
            return;
        }

        lock (_load.Gate)
        {
            if (_isOpen && !_isSettled)
            {
                _isSettled = true;
                Replace(Math.Clamp(used, 0, long.MaxValue / 1_024));
            }
        }
    }

    /// <summary>Writes what is left of the key's limits, as OpenAI does.</summary>
    public void WriteHeaders(IHeaderDictionary headers)
    {
        if (_limits is null)
        {
            return;
        }

        lock (_load.Gate)
        {
            var now = _limits.Now;
            var step = MinuteWindow.StepOf(now);
            if (_access.RequestsPerMinute is { } requests)
            {
                Write(headers, "requests", requests, _load.Requests, step, now);
            }

            if (_access.TokensPerMinute is { } tokens)
            {
                Write(headers, "tokens", tokens, _load.Tokens ??= new MinuteWindow(), step, now);
            }
        }
    }

    /// <summary>Gives back the place, and the tokens where nobody said what was used.</summary>
    public void Dispose()
    {
        if (_limits is null)
        {
            return;
        }

        lock (_load.Gate)
        {
            if (!_isOpen)
            {
                return;
            }

            if (_reserved > 0)
            {
                Replace(0);
            }

            _isOpen = false;
            _load.Open--;
        }
    }

    // What was used counts in the step of its reservation; one that lasted longer counts from now on what it used beyond that.
    private void Replace(long used)
    {
        var tokens = _load.Tokens ??= new MinuteWindow();
        tokens.Advance(MinuteWindow.StepOf(_limits!.Now));
        if (_reserved > 0 && tokens.Take(_step, _reserved - used))
        {
            used = 0;
        }
        else
        {
            used = Math.Max(0, used - _reserved);
        }

        tokens.Add(used);
        _reserved = 0;
    }

    private static void Write(IHeaderDictionary headers, string what, long limit, MinuteWindow window, long step, TimeSpan now)
    {
        window.Advance(step);
        headers[$"{Prefix}limit-{what}"] = limit.ToString(CultureInfo.InvariantCulture);
        headers[$"{Prefix}remaining-{what}"] = Math.Max(0, limit - window.Sum).ToString(CultureInfo.InvariantCulture);
        headers[$"{Prefix}reset-{what}"] = Duration(window.Until(0, now));
    }

    // As OpenAI writes it: 0s, 820ms, 1.5s, 59.75s.
    private static string Duration(TimeSpan span) => span.TotalSeconds is > 0 and < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalMilliseconds):0}ms")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###}s");
}
