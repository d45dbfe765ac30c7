using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using RouteGen.Providers.Tests.Suite;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>A caller who asks once, and may cancel or leave.</summary>
internal sealed class WireCall(WireRoute route, int number, bool streamed)
{
    /// <summary>When to cancel; null for never.</summary>
    public TimeSpan? CancelAfter { get; init; }

    /// <summary>After how many updates to leave a stream.</summary>
    public int LeaveAfter { get; init; } = int.MaxValue;

    public int Number => number;

    public WireRoute Route => route;

    /// <summary>A time stamp of the moment before the token was cancelled; 0 where it was not.</summary>
    public long CancelledAt { get; private set; }

    public bool HasLeft { get; private set; }

    /// <summary>The whole reply's text; null where there is none.</summary>
    public string? Text { get; private set; }

    public Exception? Exception { get; private set; }

    public async Task RunAsync()
    {
        using var source = new CancellationTokenSource();
        using var done = new CancellationTokenSource();
        var cancelling = CancelAfter is { } wait ? CancelAsync(source, wait, done.Token) : Task.CompletedTask;
        try
        {
            var client = route.For(user: number.ToString(CultureInfo.InvariantCulture));
            if (streamed)
            {
                await ReadAsync(client.GetStreamingResponseAsync(WireField.Prompt(number), cancellationToken: source.Token));
            }
            else
            {
                Text = (await client.GetResponseAsync(WireField.Prompt(number), cancellationToken: source.Token)).Text;
            }
        }
        catch (Exception e)
        {
            Exception = e;
        }

        await done.CancelAsync();
        await cancelling;
    }

    private async Task ReadAsync(IAsyncEnumerable<ChatResponseUpdate> updates)
    {
        var (text, seen) = ("", 0);
        await foreach (var update in updates)
        {
            text += update.Text;
            if (++seen > LeaveAfter)
            {
                HasLeft = true;
                return;
            }
        }

        Text = text;
    }

    // A timer alone would cancel at whole milliseconds only.
    private async Task CancelAsync(CancellationTokenSource source, TimeSpan wait, CancellationToken done)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Floor(wait.TotalMilliseconds)), done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(started) >= wait || done.IsCancellationRequested);
        if (!done.IsCancellationRequested)
        {
            CancelledAt = Stopwatch.GetTimestamp();
            source.Cancel();
        }
    }
}
