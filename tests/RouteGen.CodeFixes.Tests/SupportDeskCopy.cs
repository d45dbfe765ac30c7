using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace RouteGen.CodeFixes.Tests;

/// <summary>The sample on a folder of its own, where tests may change it; what it references stays in the repository.</summary>
internal sealed class SupportDeskCopy : IDisposable
{
    private static readonly string Repository = FindRepository();
    private readonly string _root = Directory.CreateTempSubdirectory("routegen-desk-").FullName;

    private SupportDeskCopy()
    {
    }

    public string Project => Path.Combine(_root, "samples", "SupportDesk", "SupportDesk.csproj");

    public string TestProject => Path.Combine(_root, "samples", "SupportDesk.Tests", "SupportDesk.Tests.csproj");

    public string Table => Path.Combine(_root, "samples", "SupportDesk", "routes.json");

    public string Models => Path.Combine(_root, "samples", "company.models.json");

    public string FallbackDrills => Path.Combine(_root, "samples", "SupportDesk.Tests", "Drills", "SupportRouteDrills.Fallbacks.cs");

    /// <summary>The README of the repository.</summary>
    public static string Readme => Path.Combine(Repository, "README.md");

    /// <summary>Copies the sample and its tests, and restores them.</summary>
    public static async Task<SupportDeskCopy> MakeAsync()
    {
        var copy = new SupportDeskCopy();
        var samples = Path.Combine(Repository, "samples");
        var here = Directory.CreateDirectory(Path.Combine(copy._root, "samples")).FullName;
        Refer(Repository, copy._root, "Directory.Packages.props");
        Refer(samples, here, "Directory.Build.props");
        Refer(samples, here, "Directory.Build.targets");
        File.Copy(Path.Combine(samples, "company.models.json"), copy.Models);
        foreach (var project in new[] { copy.Project, copy.TestProject })
        {
            var name = Path.GetFileNameWithoutExtension(project);
            CopyFolder(new DirectoryInfo(Path.Combine(samples, name)), Path.Combine(here, name));
            var text = await File.ReadAllTextAsync(project);
            await File.WriteAllTextAsync(
                project, text.Replace("../../src/", Path.Combine(Repository, "src") + "/", StringComparison.Ordinal));
        }

        await copy.RestoreAsync();
        return copy;
    }

    /// <summary>A diagnostic as the build prints it in the repository's folder.</summary>
    public string Printed(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var path = Path.GetRelativePath(_root, span.Path).Replace('\\', '/');
        var severity = diagnostic.DefaultSeverity.ToString().ToLowerInvariant();
        return $"{path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): {severity} {diagnostic.Id}: " +
            $"{diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Takes a piece, which must be there once, out of a file, until the result is disposed of.</summary>
    public static async Task<IDisposable> WithoutAsync(string file, string piece, string left = "")
    {
        var text = await File.ReadAllTextAsync(file);
        Assert.Equal(2, text.Split(piece).Length);
        await File.WriteAllTextAsync(file, text.Replace(piece, left, StringComparison.Ordinal));
        return new Restored(file, text);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private sealed class Restored(string file, string text) : IDisposable
    {
        public void Dispose() => File.WriteAllText(file, text);
    }

    private static void Refer(string from, string to, string file) =>
        File.WriteAllText(Path.Combine(to, file), $"<Project><Import Project=\"{Path.Combine(from, file)}\" /></Project>");

    private async Task RestoreAsync()
    {
        using var restore = Process.Start(
            new ProcessStartInfo("dotnet", ["restore", TestProject, "--nologo"]) { RedirectStandardOutput = true })!;
        var output = await restore.StandardOutput.ReadToEndAsync();
        await restore.WaitForExitAsync();
        Assert.True(restore.ExitCode == 0, output);
    }

    private static void CopyFolder(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.GetFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (var folder in from.GetDirectories().Where(f => f.Name is not ("bin" or "obj")))
        {
            CopyFolder(folder, Path.Combine(to, folder.Name));
        }
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests stand outside of the repository.");
        }

        return folder.FullName;
    }
}
