using System.Diagnostics;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>A caller who asks once, and may cancel.</summary>
internal abstract class StormCall(int number)
{
    /// <summary>When to cancel; null for never.</summary>
    public TimeSpan? CancelAfter { get; init; }

    public int Number => number;

    /// <summary>A time stamp of the moment before the call.</summary>
    public long StartedAt { get; private set; }

    /// <summary>Whether the token was cancelled.</summary>
    public bool IsCancelled { get; private set; }

    public Exception? Exception { get; private set; }

    public async Task RunAsync()
    {
        using var source = new CancellationTokenSource();
        using var done = new CancellationTokenSource();
        StartedAt = Stopwatch.GetTimestamp();
        var cancelling = CancelAfter is { } wait ? CancelAsync(source, wait, done.Token) : Task.CompletedTask;
        try
        {
            await AskAsync(source.Token);
        }
        catch (Exception e)
        {
            Exception = e;
        }

        await done.CancelAsync();
        await cancelling;
    }

    protected abstract Task AskAsync(CancellationToken cancellationToken);

    // A timer alone would cancel at whole milliseconds only.
    private async Task CancelAsync(CancellationTokenSource source, TimeSpan wait, CancellationToken done)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Floor(wait.TotalMilliseconds)), done)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(StartedAt) >= wait || done.IsCancellationRequested);
        if (!done.IsCancellationRequested)
        {
            IsCancelled = true;
            source.Cancel();
        }
    }
}
