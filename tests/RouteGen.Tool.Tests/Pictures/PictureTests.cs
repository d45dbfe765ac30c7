using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Pictures;

/// <summary>The pictures of docs/tool.md show what the tool writes today.</summary>
public sealed class PictureTests
{
    /// <summary>Set to the repository's folder to have the pictures made there, all of them.</summary>
    private const string ReceiveVariable = "ROUTEGEN_RECEIVE";

    public static TheoryData<string> Names => [.. ToolPictures.All.Select(static p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_picture_shows_what_the_tool_writes(string name)
    {
        var picture = ToolPictures.All.Single(p => p.Name == name);
        var receiving = Environment.GetEnvironmentVariable(ReceiveVariable) is { Length: > 0 } folder ? folder : null;
        if (receiving is not null || picture.IsStable)
        {
            var drawn = await DrawAsync(picture);
            if (receiving is not null)
            {
                var file = Path.Combine(receiving, picture.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, drawn, TestContext.Current.CancellationToken);
            }

            Assert.True(
                drawn == (await ReadAsync(picture)).ReplaceLineEndings("\n"),
                $"{picture.Path} shows something else than '{picture.Command}' writes: set {ReceiveVariable} to the repository's folder, "
                + "run again, and look at the picture.");
        }

        Assert.Equal("svg", XDocument.Parse(await ReadAsync(picture)).Root!.Name.LocalName);
        Assert.Contains(
            $"img/tool-{name}.svg", await File.ReadAllTextAsync(Repository.File("docs/tool.md"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Styles_and_columns_of_a_terminal_are_kept()
    {
        var line = TerminalText.Read("a \u001b[1;31mred  one\u001b[0m \u001b]8;id=1;https://example.com\u001b\\日本\u001b]"
            + "8;;\u001b\\\u001b[?25l x").Single();

        Assert.Equal([(0, "a", ""), (2, "red  one", "c1 b"), (11, "日本", ""), (16, "x", "")],
            line.Select(static r => (r.Column, r.Text, r.Style.Classes)));
    }

    private static Task<string> ReadAsync(ToolPicture picture) =>
        File.ReadAllTextAsync(Repository.File(picture.Path), TestContext.Current.CancellationToken);

    private static async Task<string> DrawAsync(ToolPicture picture)
    {
        using var tool = new ToolRun();
        foreach (var (name, text) in picture.Files)
        {
            tool.Write(name, text);
        }

        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(picture.Command.Split(' ')[1..], new ToolHost
        {
            Out = output,
            Error = errors,
            IsOutputRedirected = false,
            IsForced = true,
            Width = picture.Columns,
            Folder = tool.Folder,
            Time = picture.IsStable ? new FakeTimeProvider(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero)) : TimeProvider.System,
        }, TestContext.Current.CancellationToken);
        Assert.True(code is ExitCode.Ok or ExitCode.Findings or ExitCode.Changes, errors.ToString());
        return TerminalSvg.Write(picture.Command, output.ToString(), picture.Columns);
    }
}
