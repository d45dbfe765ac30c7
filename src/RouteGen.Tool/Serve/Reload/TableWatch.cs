using Microsoft.Extensions.Hosting;
using RouteGen.Tool.Serve.Files;
using RouteGen.Tool.Serve.Versions;

namespace RouteGen.Tool.Serve.Reload;

/// <summary>
/// Sees that the files of a table have changed, by reading them a few times a second: events of the file system are lost in containers, on
/// shared folders and where an editor or Kubernetes puts another file in the place of the first, and need a handle for each. What counts is
/// the content, so that a file that is only touched changes nothing.
/// </summary>
internal sealed class TableWatch(TableSource source, TableVersions versions, TableText judged, WatchPace pace, TimeProvider time)
    : BackgroundService
{
    private TableText _last = judged;
    private TableText _judged = judged;
    private long _since;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pace.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await TryLookAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    // One look that fails must not be the last.
    private async Task TryLookAsync(CancellationToken cancellation)
    {
        try
        {
            await LookAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            versions.TellOfFailure(e);
        }
    }

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        var now = source.Read(_last);
        if (now.Fingerprint != _last.Fingerprint)
        {
            // It may be half written: it is judged when it stands still.
            (_last, _since) = (now, time.GetTimestamp());
            return;
        }

        if (now.Fingerprint == _judged.Fingerprint)
        {
            return;
        }

        // What is wrong may be put right by the next write, or by the next file, so that it is told only when it stays.
        if (!now.IsGood && time.GetElapsedTime(_since) < pace.Patience)
        {
            return;
        }

        _judged = now;
        await versions.OfferAsync(now, cancellation).ConfigureAwait(false);
    }
}

/// <summary>How fast changes are seen.</summary>
/// <param name="Interval">From one look to the next; a good change is in force two looks later.</param>
/// <param name="Patience">How long something that is wrong has to stay until it is told.</param>
internal sealed record WatchPace(TimeSpan Interval, TimeSpan Patience)
{
    public static WatchPace Usual { get; } = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1));
}
