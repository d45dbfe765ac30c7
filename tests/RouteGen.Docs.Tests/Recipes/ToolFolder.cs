using Microsoft.Extensions.Time.Testing;
using RouteGen.Tool;
using RouteGen.Tool.Terminal;

namespace RouteGen.Docs.Tests.Recipes;

/// <summary>A folder in which lines of the tool are typed, on 2026-11-29; it is taken away at the end.</summary>
internal sealed class ToolFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("routegen-docs-").FullName;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Writes a file into the folder.</summary>
    public void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>Types a line, whose words have no spaces in them, and waits for its end.</summary>
    public async Task<ToolResult> TypeAsync(string line)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var host = new ToolHost { Out = output, Error = errors, Folder = Folder, Time = Time };
        var exitCode = await CommandLine.RunAsync([.. line.Split(' ')[1..]], host, TestContext.Current.CancellationToken);
        return new(exitCode, output.ToString(), errors.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>How a line ended and what it wrote.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);
