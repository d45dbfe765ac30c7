using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RouteGen.Gateway.Keys;

/// <summary>
/// Loads the keys when the process starts, and again every minute, so that also those which are seldom used are known when the store goes
/// away. A process whose configuration has broken entries does not start.
/// </summary>
internal sealed class KeyStart(
    KeyRing keys, LocalAccess local, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<KeyStart> log) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Seldom = TimeSpan.FromMinutes(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (keys.Configured.Problems is { Count: > 0 } problems)
        {
            throw new OptionsValidationException("RouteGen:Gateway", typeof(RouteGatewayAccessOptions), problems);
        }

        await keys.LoadAsync(cancellationToken).ConfigureAwait(false);
        lifetime.ApplicationStarted.Register(Say);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (keys.Store is null)
        {
            return;
        }

        try
        {
            while (true)
            {
                await Task.Delay(keys.IsLoaded && !keys.IsAway ? Seldom : Often, time, stoppingToken).ConfigureAwait(false);
                await keys.LoadAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private void Say()
    {
        if (local.IsOn)
        {
            log.AnonymousIsAllowed();
        }
        else if (local.HasNoKeys)
        {
            log.NoKeys();
        }
    }
}
