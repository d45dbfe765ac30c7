using Microsoft.Extensions.Hosting;

namespace RouteGen.Tool.Serve.Hosting;

/// <summary>Leaves signals to the program, which hears of them for every verb.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
