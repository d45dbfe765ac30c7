using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RouteGen.Listening;
using RouteGen.Routes;

namespace RouteGen.Hosting;

/// <summary>Probes a table's targets at start and then at an interval.</summary>
internal sealed class ProbeSchedule<TTable>(TTable table, TimeSpan interval, IServiceProvider services) : BackgroundService
    where TTable : RouteTableBase
{
    private readonly TimeProvider _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
    private readonly ILogger _log = services.GetService<ILoggerFactory>()?.CreateLogger("RouteGen") ?? NullLogger.Instance;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host goes on starting meanwhile.
        await Task.Yield();
        using var timer = new PeriodicTimer(interval, _time);
        do
        {
            try
            {
                await table.ProbeAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Such as a hook of the application's: the schedule outlives it.
                _log.ProbingFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
