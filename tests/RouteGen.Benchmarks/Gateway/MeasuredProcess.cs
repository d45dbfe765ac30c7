using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RouteGen.Benchmarks.Gateway;

/// <summary>A process on one processor, whose time and memory are read from outside.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private const double TicksPerSecond = 100;
    private readonly Process _process;

    private MeasuredProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Seconds of processor time so far.</summary>
    public double Cpu
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture))
                / TicksPerSecond;
        }
    }

    /// <summary>Resident memory, in MB.</summary>
    public double Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts a role of this program, which says where it listens.</summary>
    public static async Task<MeasuredProcess> StartAsync(int processor, params string[] role)
    {
        var process = Start(processor, Environment.ProcessPath!, role, redirects: true);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("listening ", StringComparison.Ordinal))
            {
                return new(process, int.Parse(line["listening ".Length..], CultureInfo.InvariantCulture));
            }
        }

        throw new InvalidOperationException($"'{string.Join(' ', role)}' ended before it listened.");
    }

    /// <summary>Starts another's program at a free port, and waits until somebody listens there.</summary>
    public static async Task<MeasuredProcess> StartAtAsync(int processor, string program, Func<int, string[]> arguments)
    {
        var port = FreePort();
        var process = Start(processor, program, arguments(port), redirects: true);
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var i = 0; ; i++)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return new(process, port);
            }
            catch (SocketException) when (i < 300 && !process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static Process Start(int processor, string program, string[] arguments, bool redirects)
    {
        var start = new ProcessStartInfo("taskset", ["-c", processor.ToString(CultureInfo.InvariantCulture), program, .. arguments])
        {
            RedirectStandardInput = redirects,
            RedirectStandardOutput = redirects,
            RedirectStandardError = redirects && program == "node",
        };
        // All code as it is after a while, from the beginning: on one processor the compiler would wait for minutes to come to it.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_ReadyToRun"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
