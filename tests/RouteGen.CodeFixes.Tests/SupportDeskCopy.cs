using System.Diagnostics;

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

    public string Table => Path.Combine(_root, "samples", "SupportDesk", "routes.json");

    /// <summary>Copies the sample and restores it.</summary>
    public static async Task<SupportDeskCopy> MakeAsync()
    {
        var copy = new SupportDeskCopy();
        var samples = Path.Combine(Repository, "samples");
        var here = Directory.CreateDirectory(Path.Combine(copy._root, "samples")).FullName;
        Refer(Repository, copy._root, "Directory.Packages.props");
        Refer(samples, here, "Directory.Build.props");
        Refer(samples, here, "Directory.Build.targets");
        File.Copy(Path.Combine(samples, "company.models.json"), Path.Combine(here, "company.models.json"));
        CopyFolder(new DirectoryInfo(Path.Combine(samples, "SupportDesk")), Path.Combine(here, "SupportDesk"));
        var project = await File.ReadAllTextAsync(copy.Project);
        await File.WriteAllTextAsync(copy.Project, project.Replace("../../src/", Path.Combine(Repository, "src") + "/", StringComparison.Ordinal));
        await copy.RestoreAsync();
        return copy;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static void Refer(string from, string to, string file) =>
        File.WriteAllText(Path.Combine(to, file), $"<Project><Import Project=\"{Path.Combine(from, file)}\" /></Project>");

    private async Task RestoreAsync()
    {
        using var restore = Process.Start(new ProcessStartInfo("dotnet", ["restore", Project, "--nologo"]) { RedirectStandardOutput = true })!;
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
