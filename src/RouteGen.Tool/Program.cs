using System.Runtime.InteropServices;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        });
        Console.CancelKeyPress += (_, e) =>
        {
            // Once, so that a command can end well; the second time the process ends.
            e.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        return await CommandLine.RunAsync(args, ToolHost.FromProcess(), stop.Token);
    }
}
