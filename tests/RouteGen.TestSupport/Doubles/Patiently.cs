using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace RouteGen.TestSupport.Doubles;

/// <summary>
/// Waits for what another thread brings about. The bound is for a loaded machine and no measure of anything: a wait without one ends
/// neither the test nor the run, and names nobody.
/// </summary>
internal static class Patiently
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static async Task UntilAsync(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "")
    {
        for (var started = Stopwatch.GetTimestamp(); !isSo();)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Longest, $"Never came: {what}");
            await Task.Delay(2);
        }
    }

    /// <summary>
    /// A moment for what others do: what the thread pool was given before this has had its turn, and so has what followed from it, on a
    /// slow machine too. Virtual time that passes by the clock alone overtakes those whom it is for.
    /// </summary>
    public static async Task MomentAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            var turn = new TaskCompletionSource();
            ThreadPool.UnsafeQueueUserWorkItem(static t => t.SetResult(), turn, preferLocal: false);
            await turn.Task;
        }

        await Task.Delay(1);
    }
}
