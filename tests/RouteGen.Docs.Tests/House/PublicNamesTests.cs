using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.House;

/// <summary>Public names are those that an API review would let pass.</summary>
public sealed partial class PublicNamesTests
{
    private const string Extensions = "Microsoft.Extensions.DependencyInjection";

    /// <summary>
    /// What a project of the Web SDK opens without a word (learn.microsoft.com/dotnet/core/project-sdk/overview "Implicit using
    /// directives"), and what stands beside a table in the files that use one.
    /// </summary>
    private static readonly string[] Opened =
    [
        "System", "System.Collections.Generic",
        "System.IO", "System.Linq", "System.Net.Http", "System.Net.Http.Json", "System.Threading", "System.Threading.Tasks",
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", Extensions, "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        "Microsoft.Extensions.AI",
        "OpenAI", "OpenAI.Chat", "OpenAI.Embeddings", "OpenAI.Responses", "System.ClientModel", "System.ClientModel.Primitives",
        "Anthropic", "OllamaSharp", "OllamaSharp.Models", "OllamaSharp.Models.Chat",
    ];

    public static TheoryData<string> Files => [.. PublicApiFiles.Files];

    [Fact]
    public void No_type_has_the_name_of_one_that_its_users_have_open()
    {
        var foreign = ForeignTypes().ToLookup(type => type[(type.LastIndexOf('.') + 1)..], StringComparer.Ordinal);
        Assert.True(PublicApiFiles.Types.Count > 100, "The public types were not read.");
        Assert.Empty(
            PublicApiFiles.Types.SelectMany(own => foreign[own[(own.LastIndexOf('.') + 1)..]].Select(other => $"{own} is also {other}")));
    }

    [Fact]
    public void Each_of_the_namespaces_is_known()
    {
        // A namespace that is misspelt, or whose package is gone, would let every name pass.
        HashSet<string> seen = [.. ForeignTypes().Select(type => type[..type.LastIndexOf('.')])];
        Assert.Equal([], Opened.Where(name => !seen.Contains(name)));
    }

    [Fact]
    public void No_member_is_named_Of()
    {
        Assert.DoesNotContain(PublicApiFiles.Lines, line => OfMember().IsMatch(line));
        Assert.Empty(
            from folder in new[] { "src", "samples" }
            from path in Directory.EnumerateFiles(Path.Combine(Page.Repository, folder), "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(Page.Repository, path).Replace('\\', '/')
            where !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
            from line in File.ReadLines(path).Select((text, i) => (Text: text.TrimStart(), Number: i + 1))
            where !line.Text.StartsWith("//", StringComparison.Ordinal) && OfMember().IsMatch(line.Text)
            select $"{name}:{line.Number}: {line.Text}");
    }

    [Fact]
    public void What_extends_the_services_is_where_every_composition_root_finds_it()
    {
        Match[] methods = [.. PublicApiFiles.Lines.Select(line => ExtensionMethod().Match(line)).Where(match => match.Success)];
        Assert.True(methods.Length >= 8, "The extension methods were not read.");
        Assert.All(methods, method => Assert.Matches(WellNamed(), method.Value));
    }

    [Fact]
    public void What_extends_the_pipeline_is_in_the_namespace_of_ASP_NET_Core()
    {
        string[] methods = [.. PublicApiFiles.Lines.Where(
            line => line.Contains("(this Microsoft.AspNetCore.Builder.IApplicationBuilder!", StringComparison.Ordinal))];
        Assert.NotEmpty(methods);
        Assert.All(
            methods, line => Assert.Matches(@"^static Microsoft\.AspNetCore\.Builder\.\w+ApplicationBuilderExtensions\.Use\w+\(", line));
    }

    [Fact]
    public void What_a_derived_class_may_answer_is_named_On()
    {
        string[] virtuals = [.. PublicApiFiles.Lines.Where(
            line => line.StartsWith("virtual ", StringComparison.Ordinal) && line.EndsWith("-> void", StringComparison.Ordinal))];
        Assert.NotEmpty(virtuals);
        Assert.All(virtuals, line => Assert.Matches(@"\.On[A-Z]\w*\(", line));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_public_names_is_sorted(string file)
    {
        var lines = PublicApiFiles.Read(file);
        Assert.Equal("#nullable enable", lines[0]);
        Assert.Equal(lines.Skip(1).Distinct().Order(StringComparer.Ordinal), lines.Skip(1));
    }

    [Fact]
    public void The_changelog_lists_each_rename_as_it_is()
    {
        (string Old, string New)[] rows = [.. Page.Read("CHANGELOG.md").Text.Split('\n')
            .Select(line => Rename().Match(line)).Where(m => m.Success)
            .Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
        Assert.True(rows.Length > 40, "The table of renames was not read.");
        Assert.Empty(rows.Where(row => !IsPublic(row.New)).Select(row => $"{row.New} is not public"));
        Assert.Empty(rows.Where(row => IsPublic(row.Old)).Select(row => $"{row.Old} is still public"));
    }

    private static bool IsPublic(string name)
    {
        var member = Regex.Escape(name).Replace(@"\.", @"(?:<\w+(?:, \w+)*>)?\.", StringComparison.Ordinal);
        var line = new Regex($@"(?<![\w>])(?:[\w.]+\.)?{member}(?!\w)(?:[<( ]|\.[A-Z]|\.[gsi]et|\.init|$)");
        return PublicApiFiles.Lines.Any(line.IsMatch);
    }

    private static IEnumerable<string> ForeignTypes()
    {
        IEnumerable<string> paths = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create("Foreign", references: paths
            .Where(path => !Path.GetFileName(path).StartsWith("RouteGen", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)));
        return Opened.SelectMany(name => Find(compilation.GlobalNamespace, name.Split('.'))?.GetTypeMembers() ?? [])
            .Where(type => type.DeclaredAccessibility == Accessibility.Public)
            .Select(type => $"{type.ContainingNamespace.ToDisplayString()}.{type.Name}");
    }

    private static INamespaceSymbol? Find(INamespaceSymbol root, string[] parts) =>
        parts.Aggregate(
            (INamespaceSymbol?)root, static (at, part) => at?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part));

    // Declared, called or passed on, in code as in the texts that the generator writes.
    [GeneratedRegex(@"(?<!\w)Of(?:<\w+>)?\(|\w\.Of\b")]
    private static partial Regex OfMember();

    [GeneratedRegex(@"^static [\w.]+(?:<\w+>)?\(this Microsoft\.Extensions\.DependencyInjection\.IServiceCollection!")]
    private static partial Regex ExtensionMethod();

    [GeneratedRegex(@"^static Microsoft\.Extensions\.DependencyInjection\.\w+ServiceCollectionExtensions\.(?:Add|Use)\w+(?:<\w+>)?\(")]
    private static partial Regex WellNamed();

    [GeneratedRegex(@"^\| `([\w.]+)` \| `([\w.]+)` \|$")]
    private static partial Regex Rename();
}
