using RouteGen.Model.Naming;
using RouteGen.Model.Problems;
using Xunit;

namespace RouteGen.Model.Tests.Naming;

public class IdentifiersTests
{
    [Theory]
    [InlineData("gpt-5-mini", "Gpt5Mini")]
    [InlineData("claude-haiku-4-5", "ClaudeHaiku45")]
    [InlineData("openai/gpt-4.1", "OpenaiGpt41")]
    [InlineData("summarize", "Summarize")]
    [InlineData("sumUpTickets", "SumUpTickets")]
    [InlineData("snake_case_name", "SnakeCaseName")]
    [InlineData("  a  b  ", "AB")]
    [InlineData("class", "Class")]
    [InlineData("value__", "Value")]
    [InlineData("über-setzung", "ÜberSetzung")]
    [InlineData("перевод-текста", "ПереводТекста")]
    [InlineData("要約", "要約")]
    [InlineData("ß", "ß")]
    [InlineData("istanbul", "Istanbul")]
    [InlineData("a\"; class B { } //", "AClassB")]
    [InlineData("a𝒜b😀c", "ABC")]
    [InlineData("e\u0301te\u0301", "E\u0301te\u0301")]
    public void A_name_becomes(string name, string identifier)
    {
        Assert.Equal(identifier, Identifiers.FromName(name));
        Assert.True(Identifiers.IsIdentifier(identifier));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("4o")]
    [InlineData("😀")]
    [InlineData("\u0301a")]
    [InlineData("_1")]
    public void A_name_without_a_letter_first_becomes_nothing(string name) => Assert.Null(Identifiers.FromName(name));

    [Theory]
    [InlineData("_a")]
    [InlineData("A1")]
    [InlineData("Ünder_score")]
    public void An_identifier_is_taken_as_it_is(string text) => Assert.True(Identifiers.IsIdentifier(text));

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a-b")]
    [InlineData("@class")]
    [InlineData("class")]
    [InlineData("a.b")]
    [InlineData("a\u200Bb")]
    [InlineData("a\n")]
    [InlineData("𝒜")]
    public void What_is_no_identifier_is_refused(string text) => Assert.False(Identifiers.IsIdentifier(text));

    [Theory]
    [InlineData("Contoso", true)]
    [InlineData("Contoso.Support.AI", true)]
    [InlineData(".Contoso", false)]
    [InlineData("Contoso.", false)]
    [InlineData("Contoso.new", false)]
    [InlineData("", false)]
    public void A_namespace_is_identifiers_with_dots_between(string text, bool isGood) =>
        Assert.Equal(isGood, Identifiers.IsNamespace(text));

    [Fact]
    public void Every_name_that_becomes_something_becomes_an_identifier()
    {
        var random = new Random(7);
        var made = 0;
        foreach (var name in Enumerable.Range(0, 20_000)
            .Select(_ => new string([.. Enumerable.Range(0, 1 + random.Next(6)).Select(_ => (char)random.Next(1, 0x3000))])))
        {
            if (Identifiers.FromName(name) is { } identifier)
            {
                made++;
                Assert.True(Identifiers.IsIdentifier(identifier), string.Join(' ', name.Select(c => $"{(int)c:x4}")));
            }
        }

        Assert.InRange(made, 2_000, 20_000);
    }

    [Theory]
    [InlineData("routs", "routes")]
    [InlineData("hiaku", "haiku")]
    [InlineData("apiKey", "apiKeyEnv")]
    [InlineData("TIMEOUTS", "timeouts")]
    public void A_misspelt_name_is_recognised(string written, string meant) =>
        Assert.Equal(meant, Suggestion.Nearest(written, ["routes", "haiku", "apiKeyEnv", "timeouts", "x"]));

    [Fact]
    public void A_name_that_resembles_nothing_is_not_guessed_at() => Assert.Null(Suggestion.Nearest("zebra", ["routes", "haiku"]));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\u202Eb\n", "a\\u202eb\\u000a")]
    public void Unseen_characters_are_shown(string text, string shown) => Assert.Equal(shown, PlainText.Escape(text));

    [Fact]
    public void Long_text_is_cut_between_characters()
    {
        var shown = PlainText.Escape(string.Concat(Enumerable.Repeat("a😀", 100)));

        Assert.InRange(shown.Length, 55, 61);
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(shown.Where((c, i) => char.IsHighSurrogate(c) && !char.IsLowSurrogate(shown[i + 1])), _ => true);
    }
}
