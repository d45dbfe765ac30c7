using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

/// <summary>Who opens the README sees on the first screen what this is, how to try it, and how it looks.</summary>
public sealed class ReadmeTests
{
    /// <summary>What 1280 × 800 shows of the rendered page.</summary>
    private const int FirstScreen = 40;

    private static readonly Page Readme = Page.Read("README.md");

    [Fact]
    public void It_says_in_three_lines_what_it_is()
    {
        ProseLine[] lines = [.. Prose.Lines(Readme.Text).Take(6)];

        Assert.Equal(
            [LineKind.Heading, LineKind.Blank, LineKind.Begins, LineKind.Continues, LineKind.Continues, LineKind.Blank],
            lines.Select(l => l.Kind));
    }

    [Fact]
    public void The_two_commands_are_its_first_block() =>
        Assert.Equal("dotnet run --project samples/Quickstart\ndotnet test --solution RouteGen.sln\n", Readme.Blocks[0].Text);

    [Fact]
    public void The_first_code_is_on_the_first_screen()
    {
        var code = Readme.Blocks.First(b => b.Language is "csharp" or "jsonc");

        Assert.True(code.Line + code.Text.Count(c => c == '\n') <= FirstScreen, $"README.md: the first code begins at line {code.Line}.");
    }

    [Fact]
    public void The_picture_comes_before_the_first_chapter() => Assert.Contains(
        "](docs/flow.svg)", Readme.Text[..Readme.Text.IndexOf("\n## ", StringComparison.Ordinal)], StringComparison.Ordinal);

    [Fact]
    public void No_page_boxes_its_output_in_the_README() => Assert.DoesNotContain('╭', Readme.Text);
}
