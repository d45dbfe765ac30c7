using System.Reflection;
using RouteGen.Package.Tests.Running;

[assembly: AssemblyFixture(typeof(PackedFeed))]

namespace RouteGen.Package.Tests.Running;

/// <summary>The packages as users get them, in a local feed, and an empty package cache. Packed once.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    /// <summary>A version that no feed has.</summary>
    public const string Version = "0.1.0-packed";

    private static readonly string[] Packages =
        ["RouteGen", "RouteGen.OpenAI", "RouteGen.Anthropic", "RouteGen.Ollama", "RouteGen.AspNetCore", "RouteGen.Catalog", "RouteGen.Sqlite", "RouteGen.Redis", "RouteGen.Testing"];

    private readonly string _root = Directory.CreateTempSubdirectory("routegen-package-").FullName;

    /// <summary>Where the packages are.</summary>
    public string Feed => Path.Combine(_root, "feed");

    private Dictionary<string, string> Environment => new() { ["NUGET_PACKAGES"] = Path.Combine(_root, "cache"), ["RouteGenVersion"] = Version };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        foreach (var package in Packages)
        {
            var project = Path.Combine(RepositoryRoot(), "src", package);
            var (exitCode, output) = await DotnetCli.RunAsync(project, new Dictionary<string, string>(), "pack", "-o", Feed, $"-p:Version={Version}", "--nologo");
            Assert.True(exitCode == 0, output);
        }

        await File.WriteAllTextAsync(Path.Combine(_root, "nuget.config"), $"<configuration><packageSources><add key=\"packed\" value=\"{Feed}\" /></packageSources></configuration>");
    }

    /// <summary>Writes the fresh projects of <c>Fresh/</c> into a folder of their own, with only package references in them.</summary>
    public string Checkout(string folder)
    {
        var root = Path.Combine(_root, folder);
        foreach (var name in Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith("Fresh/", StringComparison.Ordinal)))
        {
            var path = Path.Combine(root, name["Fresh/".Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.Create(path);
            using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            resource.CopyTo(file);
        }

        File.Copy(Path.Combine(root, "App", "routes.json"), Path.Combine(root, "Site", "routes.json"));
        return root;
    }

    /// <summary>Copies files and projects of the samples into a folder of their own, without what a build has left in them.</summary>
    public string CopyOfSamples(string folder, params string[] names)
    {
        var root = Path.Combine(_root, folder);
        foreach (var path in names.SelectMany(name => FilesOf(Path.Combine(RepositoryRoot(), "samples", name))))
        {
            var copy = Path.Combine(root, Path.GetRelativePath(Path.Combine(RepositoryRoot(), "samples"), path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        return root;
    }

    /// <summary>Runs <c>dotnet</c> with the empty package cache.</summary>
    public Task<(int ExitCode, string Output)> DotnetAsync(string folder, params string[] arguments) => DotnetCli.RunAsync(folder, Environment, arguments);

    /// <summary>Runs <c>dotnet</c> under another locale.</summary>
    public Task<(int ExitCode, string Output)> DotnetInTurkeyAsync(string folder, params string[] arguments) =>
        DotnetCli.RunAsync(folder, new Dictionary<string, string>(Environment) { ["LC_ALL"] = "tr_TR.UTF-8" }, arguments);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<string> FilesOf(string path) => File.Exists(path)
        ? [path]
        : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => !Path.GetRelativePath(path, f).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
