using System.Diagnostics;

namespace RouteGen.Package.Tests.Running;

/// <summary>A program that goes on until it is told to stop, and says in one line when it is ready.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task<string> _output;

    private RunningProgram(Process process, Task<string> errors, string firstLine)
    {
        (_process, _errors) = (process, errors);

        // A pipe that nobody reads would stop the program when it is full.
        _output = process.StandardOutput.ReadToEndAsync();
        FirstLine = firstLine;
    }

    /// <summary>What it said when it was ready.</summary>
    public string FirstLine { get; }

    /// <summary>Starts it, and waits for its first line.</summary>
    public static Task<RunningProgram> StartAsync(
        string program, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartAsync(DotnetCli.Start(program, "", environment, arguments), "");

    /// <summary>Starts it, and waits for a line that has a text in it, which is kept from there on.</summary>
    public static async Task<RunningProgram> StartAsync(ProcessStartInfo start, string until)
    {
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        }
        while (line?.Contains(until, StringComparison.Ordinal) == false);
        if (line is null)
        {
            Assert.Fail($"{start.FileName} ended before it was ready: {await errors}");
        }

        return new RunningProgram(process, errors, line[line.IndexOf(until, StringComparison.Ordinal)..]);
    }

    /// <summary>
    /// Tells the program that it runs to stop, as an orchestrator does, and returns its exit code. What starts a container does not pass
    /// the signal on, so the program in it is found by its command line.
    /// </summary>
    public async Task<int> TerminateAsync(string program, string argument)
    {
        var id = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).First(name =>
            int.TryParse(name, out _) && CommandLineOf(name) is { } line
            && line.StartsWith(program + "\0", StringComparison.Ordinal)
            && line.Contains("\0" + argument + "\0", StringComparison.Ordinal));
        using var kill = Process.Start("kill", ["-TERM", id!]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    private static string? CommandLineOf(string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            // It has ended between the two.
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await Task.WhenAll(_errors, _output);
        _process.Dispose();
    }
}
