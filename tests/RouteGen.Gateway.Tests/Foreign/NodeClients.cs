using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using RouteGen.Gateway.Tests.Foreign;

[assembly: AssemblyFixture(typeof(NodeClients))]

namespace RouteGen.Gateway.Tests.Foreign;

/// <summary>
/// The clients that npm installed, in one process of Node that runs many cases at once. It sees no variable of the machine's, and its proxy
/// for everything but loopback is a port where nothing listens. Where they are not installed, the tests are skipped.
/// </summary>
public sealed class NodeClients : IAsyncLifetime
{
    private const string Nowhere = "http://127.0.0.1:9";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ForeignResult>> _waiting = new();
    private readonly ConcurrentQueue<string> _said = [];
    private readonly Lazy<Process> _process;

    public NodeClients() => _process = new(Start);

    internal static string Repository { get; } = FindRepository();

    private static string Modules { get; } = Path.Combine(Repository, "artifacts", "foreign", "node_modules");

    /// <summary>Whether the clients are there.</summary>
    public static bool AreInstalled { get; } = Directory.Exists(Path.Combine(Modules, "openai"))
        && Directory.Exists(Path.Combine(Modules, "@anthropic-ai", "sdk")) && Directory.Exists(Path.Combine(Modules, "ai"));

    public static void Need() => Assert.SkipUnless(AreInstalled, "The clients of npm are not installed: .ci/run does it where npm is "
        + "there.");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal async Task<ForeignResult> RunAsync(ForeignCase asked)
    {
        var answered = new TaskCompletionSource<ForeignResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[asked.Id] = answered;
        var process = _process.Value;
        var line = JsonSerializer.Serialize(asked, ForeignJson.Default.ForeignCase);
        lock (process)
        {
            process.StandardInput.WriteLine(line);
            process.StandardInput.Flush();
        }

        try
        {
            return await answered.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"{asked} did not end. Node said: {string.Join('\n', _said)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process.IsValueCreated)
        {
            var process = _process.Value;
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(
            "node", [Path.Combine(Repository, "tests/RouteGen.Gateway.Tests/Foreign/clients.mjs"), Modules])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = Path.GetTempPath();
        foreach (var proxy in new[] { "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy" })
        {
            start.Environment[proxy] = Nowhere;
        }

        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1,localhost";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Hear(string? line)
    {
        if (line is ['{', ..] && JsonSerializer.Deserialize(line, ForeignJson.Default.ForeignResult) is { Id: { } id } result
            && _waiting.TryRemove(id, out var answered))
        {
            answered.TrySetResult(result);
        }
        else if (line is not null)
        {
            _said.Enqueue(line);
        }
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
