namespace RouteGen.Docs.Tests.House;

/// <summary>Two files side by side fit a screen.</summary>
public sealed class ColumnsTests
{
    private const int Most = 140;

    [Fact]
    public void No_line_of_code_has_more_than_140_columns()
    {
        var files = SourceFiles.OfCode(".cs").ToArray();
        var tooLong = files.SelectMany(path => SourceFiles.LinesOf(path)
            .Select((line, index) => (Line: line, Number: index + 1))
            .Where(l => l.Line.Length > Most)
            .Select(l => $"{path}:{l.Number} has {l.Line.Length} columns"));

        Assert.True(files.Length > 500, $"Only {files.Length} files were looked at.");
        Assert.Empty(tooLong);
    }
}
