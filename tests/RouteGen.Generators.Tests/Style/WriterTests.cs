using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RouteGen.Generators.Writing;

namespace RouteGen.Generators.Tests.Style;

public sealed class WriterTests
{
    [Fact]
    public void A_text_that_is_broken_is_the_same_text()
    {
        var random = new Random(7);
        for (var length = 0; length < 600; length++)
        {
            var text = new string([.. Enumerable.Range(0, length).Select(
                _ => random.Next(6) switch { 0 => ' ', 1 => '"', 2 => '\\', 3 => '文', 4 => '\n', _ => (char)('a' + random.Next(26)) })]);
            var writer = new SourceWriter();
            writer.Line($"Name = {CSharpText.Literal(text)};");

            Assert.All(writer.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, SourceWriter.Columns));
            var value = ((AssignmentExpressionSyntax)SyntaxFactory.ParseExpression(writer.ToString().TrimEnd().TrimEnd(';'))).Right;
            Assert.Equal(text, string.Concat(
                value.DescendantTokens().Where(token => token.IsKind(SyntaxKind.StringLiteralToken)).Select(token => token.ValueText)));
        }
    }

    [Theory]
    [InlineData("public void Method(global::A.B first, global::A.B second, global::A.B third) => Call(first, second, third).Then(x => x " +
        "+ 1.5m) ?? Other(new() { A = 1 });")]
    [InlineData("[Flags(global::RouteGen.ModelFeatures.Streaming | global::RouteGen.ModelFeatures.Tools | " +
        "global::RouteGen.ModelFeatures.Vision | global::RouteGen.ModelFeatures.Files)]")]
    public void A_line_that_is_broken_has_the_same_tokens(string line)
    {
        var writer = new SourceWriter();
        using (writer.Braces("class C"))
        {
            writer.Line(line);
        }

        var lines = writer.ToString().Split('\n');
        Assert.True(lines.Length > 5);
        Assert.All(lines, part => Assert.InRange(part.Length, 0, SourceWriter.Columns));
        Assert.Equal(Tokens("class C {" + line + "}"), Tokens(writer.ToString()));
    }

    [Theory]
    [InlineData("00:00:30", "FromSeconds(30)")]
    [InlineData("00:00:00.2", "FromMilliseconds(200)")]
    [InlineData("00:00:18.4", "FromMilliseconds(18400)")]
    [InlineData("00:01:00", "FromMinutes(1)")]
    [InlineData("00:01:30", "FromSeconds(90)")]
    [InlineData("1.00:00:00", "FromDays(1)")]
    [InlineData("00:00:00.0000010", "FromMicroseconds(1)")]
    [InlineData("00:00:00.0000001", "FromTicks(1)")]
    [InlineData("00:00:00", "Zero")]
    public void A_time_is_exact(string time, string expected) =>
        Assert.Equal("global::System.TimeSpan." + expected, TimeText.Literal(TimeSpan.Parse(time, CultureInfo.InvariantCulture)));

    [Fact]
    public void Files_have_names_that_every_file_system_tells_apart()
    {
        var names = new Projection.FileNames();

        Assert.Equal(["Routes", "routes2", "_nicode", "Routes22"], new[] { "Routes", "routes", "Ünicode", "Routes2" }.Select(names.Take));
        Assert.Equal(60, names.Take(new string('N', 500)).Length);
    }

    private static IEnumerable<string> Tokens(string code) =>
        CSharpSyntaxTree.ParseText(code).GetRoot().DescendantTokens().Select(token => token.Text);
}
