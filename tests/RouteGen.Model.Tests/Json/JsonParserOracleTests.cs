using RouteGen.Model.Json;
using Xunit;

namespace RouteGen.Model.Tests.Json;

public class JsonParserOracleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Accepts_what_System_Text_Json_accepts_on_generated_and_spoilt_texts(int seed)
    {
        var texts = new JsonTexts(seed);
        var accepted = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var text = texts.Next();
            accepted += AssertAgreement(text, $"seed {seed}, text {i}") ? 1 : 0;
        }

        // Both answers must come up often, or the agreement says little.
        Assert.InRange(accepted, 5_000, 35_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("// only a comment")]
    [InlineData("{}// at the end")]
    [InlineData("{}/")]
    [InlineData("{}/*")]
    [InlineData("{}/**/")]
    [InlineData("{}/***/")]
    [InlineData("{}/*/")]
    [InlineData("//\u2028\n{}")]
    [InlineData("/*\u2028*/{}")]
    [InlineData("\"\u2028\"")]
    [InlineData("\uFEFF{}")]
    [InlineData("{}\uFEFF")]
    [InlineData("[1,]")]
    [InlineData("[1,/**/]")]
    [InlineData("[1/**/,//\n]")]
    [InlineData("[,]")]
    [InlineData("[1,,]")]
    [InlineData("{,}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("1,")]
    [InlineData("1 2")]
    [InlineData("[1 2]")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\"/**/:/**/1/**/}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\uD800\"")]
    [InlineData("//\uD800\n1")]
    [InlineData("\"\t\"")]
    [InlineData("\"\u007f\"")]
    [InlineData("\"\\u00e\"")]
    [InlineData("-")]
    [InlineData("-0")]
    [InlineData("00")]
    [InlineData("1e")]
    [InlineData("1e400")]
    [InlineData("1.e1")]
    [InlineData("truefalse")]
    [InlineData("[true/**/,null]")]
    [InlineData("[1\u00A0]")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1]")]
    public void Accepts_what_System_Text_Json_accepts_at_the_edges(string text) => AssertAgreement(text, "edge");

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Nests_as_deep_as_System_Text_Json_and_no_deeper(int depth)
    {
        AssertAgreement(new string('[', depth) + new string(']', depth), "arrays");
        AssertAgreement(new string('[', depth) + "1" + new string(']', depth), "arrays of a number");
        AssertAgreement(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth), "objects");
        AssertAgreement(new string('[', depth), "unclosed");
        AssertAgreement(string.Concat(Enumerable.Repeat("[{\"a\":", depth)), "unclosed both");
    }

    private static bool AssertAgreement(string text, string origin)
    {
        var expected = JsonOracle.Accepts(text);
        var tree = JsonParser.Parse("x.json", text);
        Assert.True(expected == (tree.Problems.Count == 0), $"System.Text.Json {(expected ? "accepts" : "rejects")} ({origin}): " +
            $"{text}\n{string.Join("\n", tree.Problems.Select(p => p.Message))}");
        foreach (var problem in tree.Problems)
        {
            Assert.InRange(problem.Range.Start, 0, text.Length);
            Assert.InRange(problem.Range.Start + problem.Range.Length, problem.Range.Start, text.Length);
        }

        return expected;
    }
}
