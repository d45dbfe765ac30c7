using System.Diagnostics;
using System.Globalization;
using System.Text;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Reading;

/// <summary>
/// However broken a table is: of each kind a hundred problems are listed, one more says how many there are, and
/// finding them takes no longer than reading.
/// </summary>
public class ManyProblemsTests
{
    private const int Megabyte = 1_000_000;

    public static TheoryData<string> Slips =>
    [
        "'a' ", "a:b ", ",", "{,", "[,", "[", "{", "]", "}", "[]",
        "{}", ":", "/", "\"", "\"\n", "\\", "1 2 ", "+1,", "{\"a\"", "{\"a\":", "[\"a\":", "[\"a\",\"b\":", "/*", "//\u2028", "// x\n1 ",
        "\"\\x\",", "\"\u0001\",", "{\"a\" 1}",
        "\uD800", "[1 2]", "{\"a\"/**/:1},", "truefalse,", "\u2028", "{'a':'b'},", "}{", "][", "[{]", "{[}", "[\"a\" \"b\": 1 ",
    ];

    [Theory]
    [MemberData(nameof(Slips))]
    public void Broken_text_of_any_length_lists_a_bounded_number_of_problems_soon(string slip)
    {
        var times = Megabyte / slip.Length;
        foreach (var text in new[] { Repeated(slip, times), "{ \"table\": \"ARoutes\", \"routes\": { \"r\": [" + Repeated(slip, times) })
        {
            var started = Stopwatch.GetTimestamp();

            var tree = JsonParser.Parse("routes.json", text);
            var reading = TableReader.Read(new TextFile("routes.json", text), []);

            Assert.InRange(tree.Problems.Count, 1, 101);
            Assert.InRange(reading.Problems.Count, 1, 1_000);
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(10));
            Assert.Equal(reading.Problems, TableReader.Read(new TextFile("routes.json", text), []).Problems);
        }
    }

    [Fact]
    public void The_last_syntax_problem_says_how_many_more_there_are()
    {
        var problems = JsonParser.Parse("routes.json", "[" + Repeated("'a',", 1_000) + "]").Problems;

        Assert.Equal(101, problems.Count);
        Assert.DoesNotContain("more of this kind", problems[99].Message, StringComparison.Ordinal);
        Assert.EndsWith("; 899 more of this kind are not listed", problems[100].Message, StringComparison.Ordinal);
        Assert.Equal(101, JsonParser.Parse("routes.json", "[" + Repeated("'a',", 101) + "]").Problems.Count);
        Assert.DoesNotContain(
            JsonParser.Parse("routes.json", "[" + Repeated("'a',", 101) + "]").Problems,
            p => p.Message.Contains("more of", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RG0002", "\"unknown{0}\": 1")]
    [InlineData("RG0003", "\"targets\": {{ \"t{0}\": 1 }}")]
    [InlineData("RG0005", "\"same\": 1")]
    [InlineData("RG0005", "\"same{0}\": {{ \"a\": 1, \"a\": 2 }}")]
    public void Of_every_kind_a_hundred_are_listed(string rule, string property)
    {
        var properties = string.Join(
            ", ", Enumerable.Range(0, 2_000).Select(i => string.Format(CultureInfo.InvariantCulture, property, i)));
        Problem[] found =
        [
            .. Read($"{{ \"table\": \"ARoutes\", \"models\": {{ \"m\": {{ {properties} }} }} }}").Where(p => p.Rule.Id == rule)
        ];
        if (rule == "RG0003")
        {
            found = [.. Read($"{{ \"table\": \"ARoutes\", \"targets\": {{ " +
                $"{string.Join(", ", Enumerable.Range(0, 2_000).Select(i => $"\"t{i}\": 1"))} }} }}").Where(p => p.Rule.Id == rule)];
        }

        Assert.Equal(101, found.Length);
        Assert.Contains("more of this kind are not listed", found[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_unknown_names_among_thousands_of_known_ones_take_no_minutes()
    {
        var text = new StringBuilder(
            "{ \"table\": \"ARoutes\", \"models\": { \"m\": { } }, \"providers\": { \"p\": { \"kind\": \"openai\" } }, \"targets\": { ");
        text.AppendJoin(
            ", ", Enumerable.Range(0, 5_000).Select(i => $"\"target-number-{i}\": {{ \"provider\": \"p\", \"model\": \"m\" }}"));
        text.Append(" }, \"routes\": { ").AppendJoin(
            ", ", Enumerable.Range(0, 5_000).Select(i => $"\"route-{i}\": {{ \"chain\": [\"target-numbre-{i}\"] }}")).Append(" } }");
        var started = Stopwatch.GetTimestamp();

        var problems = Read(text.ToString());

        Assert.Equal(101, problems.Count(p => p.Rule.Id == "RG0007"));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(10));
    }

    private static IEnumerable<Problem> Read(string text) => TableReader.Read(new TextFile("routes.json", text), []).Problems;

    private static string Repeated(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
