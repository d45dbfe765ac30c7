using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

/// <summary>One sentence a line: a change of a sentence is a change of one line, and no page is ever reflowed by hand.</summary>
public sealed class PageFormTests
{
    public static TheoryData<string> Names => [.. Page.Everywhere().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_one_sentence_on_each_line(string name)
    {
        var wrong = new List<string>();
        ProseLine? before = null;
        foreach (var line in Prose.Lines(Page.Read(name).Text))
        {
            if (line.Kind == LineKind.Continues && !Prose.EndsASentence(before!.Text))
            {
                wrong.Add($"{name}:{before.Number} breaks off before its sentence ends: {before.Text}");
            }

            if (line.Kind is LineKind.Begins or LineKind.Continues && Prose.SecondSentence(line.Text) is { } second)
            {
                wrong.Add($"{name}:{line.Number} begins a second sentence: {second}");
            }

            before = line;
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("One. Two.", "Two.")]
    [InlineData("It is `a. B` and no more.", null)]
    [InlineData("**The day.** Prices hold from a day on.", null)]
    [InlineData("Wait for 3.50 USD (see [costs](costs.md)). `x` is next.", "`x` is next.")]
    [InlineData("A (note. Inside) of one sentence.", null)]
    public void A_second_sentence_is_found(string line, string? second) => Assert.Equal(second, Prose.SecondSentence(line));
}
