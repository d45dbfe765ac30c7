using Microsoft.Extensions.Time.Testing;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests;

/// <summary>
/// A run of the tool in this process: a folder of its own, variables of its own, pipes for screens, and a day that stands.
/// </summary>
internal sealed class ToolRun : IDisposable
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>A folder of its own, which is taken away at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("routegen-tool-").FullName;

    /// <summary>A run in the month of the packed catalog, whose prices are not old then (RG1026).</summary>
    public static ToolRun InTheCatalogsMonth() => new() { Time = new(new DateTimeOffset(2026, 8, 15, 12, 0, 0, TimeSpan.Zero)) };

    /// <summary>The clock; it stands at 2026-11-29T12:00Z.</summary>
    public FakeTimeProvider Time { get; private init; } = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What comes in on standard input.</summary>
    public string Input { get; set; } = "";

    /// <summary>Whether standard error is a screen: then errors are sentences, not JSON.</summary>
    public bool HasErrorScreen { get; set; }

    /// <summary>Sets an environment variable.</summary>
    public ToolRun With(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    /// <summary>Writes a file into the folder and gives its full path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a command line in the process's own folder and on the real clock.</summary>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors, TextReader? input = null) =>
        CommandLine.RunAsync(args, new ToolHost
        {
            Out = output,
            Error = errors,
            In = input ?? TextReader.Null,
            IsErrorRedirected = false,
            Folder = Directory.GetCurrentDirectory(),
        }).GetAwaiter().GetResult();

    /// <summary>Runs a command line to its end.</summary>
    public Task<ToolResult> RunAsync(params string[] args) => RunAsync(args, TestContext.Current.CancellationToken);

    /// <summary>Runs a command line until it ends or is ended.</summary>
    public async Task<ToolResult> RunAsync(string[] args, CancellationToken cancellation)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        using var input = new StringReader(Input);
        var host = new ToolHost
        {
            Out = output,
            Error = errors,
            In = input,
            IsErrorRedirected = !HasErrorScreen,
            Variables = _variables,
            Folder = Folder,
            Time = Time,
        };
        var exitCode = await CommandLine.RunAsync(args, host, cancellation);
        return new(exitCode, output.ToString(), errors.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>How a run ended and what it wrote.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);
