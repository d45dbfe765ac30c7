using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Xunit.v3;

[assembly: RouteGen.Watch.EndsInTime]

namespace RouteGen.Watch;

/// <summary>
/// Ends the test program, and says which tests were running, when one of them has run for far longer than any does: a test that waits for
/// ever then fails the run and is named, where it would hold the run up and say nothing. It is part of every test program.
/// <c>ROUTEGEN_LONGEST_TEST</c> sets another time, in seconds.
/// </summary>
/// <remarks>It is a thread of its own, which runs where the pool is used up.</remarks>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class EndsInTimeAttribute : Attribute, IBeforeAfterTestAttribute
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("ROUTEGEN_LONGEST_TEST") ?? "900", CultureInfo.InvariantCulture));

    private static readonly ConcurrentDictionary<IXunitTest, long> Running = new();

    static EndsInTimeAttribute() => new Thread(Watch) { IsBackground = true, Name = "Longest test" }.Start();

    public void Before(MethodInfo methodUnderTest, IXunitTest test) => Running[test] = Stopwatch.GetTimestamp();

    public void After(MethodInfo methodUnderTest, IXunitTest test) => Running.TryRemove(test, out _);

    private static void Watch()
    {
        while (Debugger.IsAttached || !Running.Values.Any(static started => Stopwatch.GetElapsedTime(started) > Longest))
        {
            Thread.Sleep(TimeSpan.FromSeconds(1));
        }

        var running = Running.OrderBy(static r => r.Value).Select(static r => string.Create(
            CultureInfo.InvariantCulture, $"{r.Key.TestDisplayName} for {Stopwatch.GetElapsedTime(r.Value).TotalSeconds:0} s"));
        Environment.FailFast($"A test does not end. Running: {string.Join("; ", running)}");
    }
}
