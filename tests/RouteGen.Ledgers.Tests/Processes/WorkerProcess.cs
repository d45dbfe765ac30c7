using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace RouteGen.Ledgers.Tests.Processes;

/// <summary>A process that charges a ledger, and what it has said of that.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentDictionary<int, CallerBook> _callers = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WorkerProcess(string store, string place, int number, int callers, long cap)
    {
        Number = number;
        string[] arguments = [store, place, Text(number), Text(callers), cap.ToString(CultureInfo.InvariantCulture)];
        _process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RouteGen.Ledgers.Worker.dll"), .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        _reading = Task.Run(ReadAsync);
    }

    public int Number { get; }

    public IReadOnlyDictionary<int, CallerBook> Callers => _callers;

    public int Settlements => _callers.Values.Sum(static c => c.Settlements);

    public int Refusals { get; private set; }

    /// <summary>Ends when the first settlement has gone through.</summary>
    public Task SettledOnceAsync() => _settled.Task.WaitAsync(TimeSpan.FromMinutes(5));

    /// <summary>Ends it without a word.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    /// <summary>Lets it finish what it has begun.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        await _reading;
        Assert.Equal(0, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task ReadAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            var caller = _callers.GetOrAdd(int.Parse(words[1], CultureInfo.InvariantCulture), static _ => new CallerBook());
            if (words[0] == "T")
            {
                caller.Trying = long.Parse(words[2], CultureInfo.InvariantCulture);
            }
            else if (words[0] == "S")
            {
                caller.Settled += caller.Trying!.Value;
                caller.Trying = null;
                caller.Settlements++;
                _settled.TrySetResult();
            }
            else
            {
                Refusals++;
            }
        }

        if (await errors is { Length: > 0 } error)
        {
            _settled.TrySetException(new InvalidOperationException(error));
        }
    }

    /// <summary>What one caller has settled, and what it was about to.</summary>
    internal sealed class CallerBook
    {
        public long Settled { get; set; }

        public long? Trying { get; set; }

        public int Settlements { get; set; }
    }
}
