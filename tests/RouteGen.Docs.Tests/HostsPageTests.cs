using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

/// <summary>docs/hosts.md claims of no host that it works without a test that runs, and names no test that there is not.</summary>
public sealed partial class HostsPageTests
{
    private const string PageName = "docs/hosts.md";

    /// <summary>What a reader asks for, by how its row begins.</summary>
    private static readonly string[] Asked =
    [
        "Console", "Worker", "Minimal API", "Native AOT", "File-based", "Microsoft Agent Framework", "Semantic Kernel", "Aspire", "F#",
        "xunit", "NUnit", "MSTest", "Blazor", "ASP.NET Core MVC", "Azure Functions", "WPF",
    ];

    private static string[][] Rows =>
    [
        .. Page.Read(PageName).Text.Split('\n').SkipWhile(l => l is not ['|', ..]).TakeWhile(l => l is ['|', ..]).Skip(2)
            .Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray()),
    ];

    [Fact]
    public void It_has_every_host_that_a_reader_asks_for() => Assert.All(Asked, host =>
        Assert.Contains(Rows, row => row[0].StartsWith(host, StringComparison.Ordinal)));

    [Fact]
    public void What_works_is_shown_by_a_test_and_what_was_not_tried_is_not() => Assert.All(Rows, row =>
    {
        Assert.Equal(4, row.Length);
        Assert.Contains(row[1], (string[])["yes", "no", "not tried"]);
        var links = TestLink().Matches(row[2]);
        // That a host is refused may be shown too.
        Assert.True(
            row[1] == "no" || row[1] == "yes" == (links.Count > 0), $"{PageName}: '{row[0]}' is '{row[1]}' and names {links.Count} tests.");
        Assert.All(links, link => Assert.True(
            IsTest(link.Groups[1].Value, link.Groups[2].Value, link.Groups[3].Value),
            $"{PageName}: '{row[0]}' names {link.Groups[1].Value}.{link.Groups[2].Value}, which is not a test of {link.Groups[3].Value}."));
    });

    [Fact]
    public void A_test_that_there_is_not_is_found()
    {
        const string File = "../tests/RouteGen.Docs.Tests/HostsPageTests.cs";
        Assert.True(IsTest(nameof(HostsPageTests), nameof(A_test_that_there_is_not_is_found), File));
        Assert.True(IsTest(nameof(HostsPageTests), "", File));
        Assert.False(IsTest(nameof(HostsPageTests), nameof(IsTest), File));
        Assert.False(IsTest("OtherTests", "", File));
        Assert.False(IsTest(nameof(HostsPageTests), "", "../tests/RouteGen.Docs.Tests/NoPageTests.cs"));
    }

    /// <summary>
    /// Whether a file, seen from docs, has a class with a method that a test framework runs; any such method where none is named.
    /// </summary>
    private static bool IsTest(string type, string method, string file)
    {
        var path = Path.Combine(Page.Repository, "docs", file);
        return File.Exists(path)
            && CSharpSyntaxTree.ParseText(File.ReadAllText(path), cancellationToken: TestContext.Current.CancellationToken)
                .GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Any(m => m.Parent is ClassDeclarationSyntax c && c.Identifier.Text == type
                    && (method.Length == 0 || m.Identifier.Text == method)
                    && m.AttributeLists.SelectMany(list => list.Attributes).Any(a => Runs().IsMatch(a.Name.ToString())));
    }

    [GeneratedRegex(@"\[`(\w+)(?:\.(\w+))?`\]\((\.\./(?:tests|samples)/[^)\s#]+\.cs)\)")]
    private static partial Regex TestLink();

    [GeneratedRegex(@"(Fact|Theory)$")]
    private static partial Regex Runs();
}
