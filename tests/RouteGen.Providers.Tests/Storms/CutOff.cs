using System.Diagnostics;
using System.Globalization;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>
/// How long cancelled requests took from their callers' token to their end at the server: both stand in
/// this process, so one clock measures both.
/// </summary>
internal sealed class CutOff
{
    private const int InTime = 100;

    private readonly string _who;
    private readonly double[] _milliseconds;

    private CutOff(string who, double[] milliseconds) => (_who, _milliseconds) = (who, milliseconds);

    public int Count => _milliseconds.Length;

    /// <summary>How many took longer than 100 ms.</summary>
    public int Late => _milliseconds.Count(ms => ms > InTime);

    public static CutOff Measure(string who, IEnumerable<StormCall> calls, WireField field)
    {
        double[] milliseconds =
        [
            .. calls
                .Where(call => call.CancelledAt > 0)
                .SelectMany(
                    call => field.ArrivalsOf(call.Number).Where(arrival => arrival.Request.IsAborted && arrival.EndedAt > call.CancelledAt)
                        .Select(arrival => Stopwatch.GetElapsedTime(call.CancelledAt, arrival.EndedAt).TotalMilliseconds))
                .Order(),
        ];
        Assert.NotEmpty(milliseconds);
        return new(who, milliseconds);
    }

    public override string ToString() =>
        $"{_who}: {Count} requests cut off, ms: median {At(0.5)}, 95 % {At(0.95)}, 99 % {At(0.99)}, longest {At(1)}; within {InTime} ms " +
        $"all but {Late}";

    private string At(double share) =>
        _milliseconds[(int)(share * (_milliseconds.Length - 1))].ToString("0.0", CultureInfo.InvariantCulture);
}
