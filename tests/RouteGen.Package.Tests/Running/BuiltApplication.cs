namespace RouteGen.Package.Tests.Running;

/// <summary>The fresh application with its library and its tests, built once; tests that change it restore what they changed.</summary>
public sealed class BuiltApplication(PackedFeed feed) : IAsyncLifetime
{
    /// <summary>The packages it was built with.</summary>
    public PackedFeed Feed => feed;

    /// <summary>The folder of the checkout.</summary>
    public string Root { get; private set; } = "";

    /// <summary>What the first build wrote.</summary>
    public string Output { get; private set; } = "";

    /// <summary>What the generator wrote in the application in the first build.</summary>
    public IReadOnlyDictionary<string, string> Generated { get; private set; } = new Dictionary<string, string>();

    /// <summary>The folder of the application.</summary>
    public string App => Path.Combine(Root, "App");

    /// <summary>The application's table.</summary>
    public string Table => Path.Combine(App, "routes.json");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Root = feed.Checkout("here");
        (var exitCode, Output) = await feed.DotnetAsync(Path.Combine(Root, "App.Tests"), "build", "--nologo");
        Assert.True(exitCode == 0, Output);
        Generated = GeneratedFiles(App);
    }

    /// <summary>Builds what follows from the application, without restoring again.</summary>
    public async Task<string> RebuildAsync(params string[] arguments)
    {
        var (exitCode, output) = await feed.DotnetAsync(
            Path.Combine(Root, "App.Tests"), ["build", "--nologo", "--no-restore", .. arguments]);
        Assert.True(exitCode == 0, output);
        return output;
    }

    /// <summary>When the compiler last wrote a project's assembly.</summary>
    public DateTime CompiledAt(string project) =>
        File.GetLastWriteTimeUtc(Path.Combine(Root, project, "obj", "Debug", "net10.0", project + ".dll"));

    /// <summary>What the generator wrote in a project of a checkout, by name.</summary>
    public static SortedDictionary<string, string> GeneratedFiles(string project)
    {
        var folder = new DirectoryInfo(Path.Combine(project, "obj", "Debug", "net10.0", "generated", "RouteGen.Generators"));
        return folder.Exists
            ? new(folder.GetFiles("*.cs", SearchOption.AllDirectories)
                .ToDictionary(file => file.Name, file => File.ReadAllText(file.FullName)), StringComparer.Ordinal)
            : new(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
