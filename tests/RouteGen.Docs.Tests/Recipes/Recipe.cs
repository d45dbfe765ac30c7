using System.Text.RegularExpressions;
using RouteGen.Docs.Tests.Compiling;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.Recipes;

/// <summary>A section of the cookbook, as its reader copies it.</summary>
internal sealed partial class Recipe
{
    /// <summary>What every driver begins with: a clock that stands, settings, and a model that says where it is asked.</summary>
    private const string Bench = """
        using System.Text;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using RouteGen;
        using RouteGen.Testing;
        using SupportApp;

        public static class Bench
        {
            public static IServiceCollection Services(string settings = "{}", params (string Key, string Value)[] pairs)
            {
                var file = new MemoryStream(Encoding.UTF8.GetBytes(settings));
                var all = pairs.ToDictionary(p => "RouteGen:SupportRoutes:Providers:" + p.Key, p => (string?)p.Value);
                return new ServiceCollection()
                    .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(all).AddJsonStream(file).Build());
            }
        }
        """;

    private readonly IReadOnlyList<CodeBlock> _blocks;

    private Recipe(IReadOnlyList<CodeBlock> blocks) => _blocks = blocks;

    /// <summary>Its table; the table that the guides speak of where it has none.</summary>
    public string Table => Json.FirstOrDefault(b => !b.IsExcerpt && b.Text.Contains("\"table\":", StringComparison.Ordinal))?.Text
        ?? GuideTable.Text;

    /// <summary>Its blocks of C#, in their order.</summary>
    public IReadOnlyList<string> Code => [.. _blocks.Where(b => b.Language == "csharp").Select(b => b.Text)];

    /// <summary>What is to be typed for the tool in it, or stands in its workflow.</summary>
    public IReadOnlyList<string> Lines =>
        [.. _blocks.Where(b => b.Language is "console" or "yaml").SelectMany(b =>
            ToolLine().Matches(b.Text).Select(m => m.Groups[1].Value))];

    private IEnumerable<CodeBlock> Json => _blocks.Where(b => b.IsJson);

    public static Recipe Read(string title) => new(Page.Read("docs/cookbook.md").BlocksUnder(title));

    /// <summary>A page that is one recipe as a whole.</summary>
    public static Recipe ReadPage(string name) => new(Page.Read(name).Blocks);

    /// <summary>The excerpts of a file.</summary>
    public IReadOnlyList<string> Excerpts(string file) =>
        [.. Json.Where(b => b.Text.StartsWith($"// excerpt of {file}\n", StringComparison.Ordinal)).Select(b => b.Text)];

    /// <summary>The only block of a language.</summary>
    public string Block(string language) => Assert.Single(_blocks, b => b.Language == language).Text;

    /// <summary>The file that a block's first line names.</summary>
    public string File(string name) => Assert.Single(Json, b => b.File.Path == $"/app/{name}").Text;

    /// <summary>Compiles table and code with a driver, runs its <c>Driver.RunAsync</c>, and gives what that says.</summary>
    public Task<string> RunAsync(string driver, params string[] arguments) => RunAsync(driver, Code, arguments);

    /// <inheritdoc cref="RunAsync(string,string[])"/>
    public Task<string> RunAsync(string driver, IReadOnlyList<string> code, params string[] arguments)
    {
        var run = PageCompilation.Load(Table, [.. code, $"{Bench}\n{driver}"]).GetType("Driver")!.GetMethod("RunAsync")!;
        return (Task<string>)run.Invoke(null, [.. arguments])!;
    }

    /// <summary>The same where a library has the table, and the code is of another project.</summary>
    public Task<string> RunOverLibraryAsync(string driver)
    {
        var run = PageCompilation.LoadOver(Table, [.. Code, $"{Bench}\n{driver}"]).GetType("Driver")!.GetMethod("RunAsync")!;
        return (Task<string>)run.Invoke(null, [])!;
    }

    [GeneratedRegex(@"^(?:\s*- run: )?(routegen .*)$", RegexOptions.Multiline)]
    private static partial Regex ToolLine();
}
