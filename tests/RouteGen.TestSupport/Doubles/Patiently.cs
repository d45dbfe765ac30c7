using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace RouteGen.TestSupport.Doubles;

/// <summary>
/// Waits for what another thread brings about. The bound is for a loaded machine and no measure of anything: a wait without one ends
/// neither the test nor the run, and names nobody.
/// </summary>
internal static class Patiently
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static async Task UntilAsync(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "")
    {
        for (var started = Stopwatch.GetTimestamp(); !isSo();)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Longest, $"Never came: {what}");
            await Task.Delay(2);
        }
    }
}
