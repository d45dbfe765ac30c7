using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;

[assembly: AssemblyFixture(typeof(PackedFeed))]

namespace RouteGen.Package.Tests.Running;

/// <summary>The packages as users get them, in a local feed, and an empty package cache. Packed once.</summary>
public sealed partial class PackedFeed : IAsyncLifetime
{
    /// <summary>The version of Directory.Build.props, which the packages have.</summary>
    public static readonly string Version = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(
        data => data.Key == "RouteGenVersion").Value!;

    private readonly string _root = Directory.CreateTempSubdirectory("routegen-package-").FullName;

    /// <summary>Where the packages are.</summary>
    public string Feed => Path.Combine(_root, "feed");

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = RepositoryRoot();

    /// <summary>The packages by name: the projects of <c>src</c> that pack themselves.</summary>
    public static IReadOnlyList<string> Packages { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Repository, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal))
            .Select(project => Path.GetFileNameWithoutExtension(project))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What makes a process use the empty package cache.</summary>
    public IReadOnlyDictionary<string, string> Variables => Environment;

    private Dictionary<string, string> Environment =>
        new() { ["NUGET_PACKAGES"] = Path.Combine(_root, "cache"), ["RouteGenVersion"] = Version };

    /// <summary>A package by its name.</summary>
    public string Package(string name) => Path.Combine(Feed, $"{name}.{Version}.nupkg");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // Rules have been checked by the build of the tests.
        var (exitCode, output) = await DotnetCli.RunAsync(
            Repository,
            new Dictionary<string, string>(),
            "msbuild", "src/Packages.proj", "-restore", "-maxCpuCount", "-nologo", $"-p:PackageOutputPath={Feed}", "-p:RunAnalyzers=false",
            $"-p:PackedToolRuntimes={RuntimeInformation.RuntimeIdentifier}%3Bany");
        Assert.True(exitCode == 0, output);
        await File.WriteAllTextAsync(Path.Combine(_root, "nuget.config"), await ConfigurationAsync());
    }

    /// <summary>Writes the fresh projects of <c>Fresh/</c> into a folder of their own, with only package references in them.</summary>
    public string Checkout(string folder)
    {
        var root = Path.Combine(_root, folder);
        foreach (var name in Assembly.GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(name => name.StartsWith("Fresh/", StringComparison.Ordinal)))
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
        foreach (var path in names.SelectMany(name => FilesOf(Path.Combine(Repository, "samples", name))))
        {
            var copy = Path.Combine(root, Path.GetRelativePath(Path.Combine(Repository, "samples"), path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        return root;
    }

    /// <summary>Puts the packages where a page that is followed to the letter has them: in <c>packages</c>, beside what it makes.</summary>
    public async Task PutBesidePageAsync(string folder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The page's commands are for bash.");
        var (_, sources) = await DotnetAsync(folder, "nuget", "list", "source");
        Assert.SkipUnless(
            sources.Contains("https://api.nuget.org/", StringComparison.Ordinal), "The page takes packages from nuget.org, not used here.");
        Directory.CreateSymbolicLink(Path.Combine(folder, "packages"), Feed);
    }

    /// <summary>Runs <c>dotnet</c> with the empty package cache.</summary>
    public Task<(int ExitCode, string Output)> DotnetAsync(string folder, params string[] arguments) =>
        DotnetCli.RunAsync(folder, Environment, arguments);

    /// <summary>Runs <c>dotnet</c> with the empty package cache and variables of the application's.</summary>
    public Task<(int ExitCode, string Output)> DotnetAsync(
        string folder, Dictionary<string, string> variables, params string[] arguments) =>
        DotnetCli.RunAsync(folder, new Dictionary<string, string>(Environment.Concat(variables)), arguments);

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
        : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(path, f).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    /// <summary>
    /// RouteGen's packages come from here alone, even if a feed of the machine has the same version;
    /// everything else from where the machine gets it.
    /// </summary>
    private async Task<string> ConfigurationAsync()
    {
        var (exitCode, output) = await DotnetCli.RunAsync(
            _root, new Dictionary<string, string> { ["DOTNET_CLI_UI_LANGUAGE"] = "en" }, "nuget", "list", "source");
        Assert.True(exitCode == 0, output);
        var others = Sources().Matches(output)
            .Select(source => $"""<packageSource key="{source.Groups[1].Value}"><package pattern="*" /></packageSource>""");
        return $"""
            <configuration>
              <packageSources><add key="packed" value="{Feed}" /></packageSources>
              <packageSourceMapping>
                <packageSource key="packed"><package pattern="RouteGen*" /><package pattern="CompanyModels" /></packageSource>
                {string.Concat(others)}
              </packageSourceMapping>
            </configuration>
            """;
    }

    [GeneratedRegex(@"^\s*\d+\.\s+(.+?) \[Enabled\]", RegexOptions.Multiline)]
    private static partial Regex Sources();

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
