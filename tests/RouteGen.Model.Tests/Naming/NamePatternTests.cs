using Xunit;

namespace RouteGen.Model.Tests.Naming;

/// <summary>What patterns match and have in common, against all short names.</summary>
public class NamePatternTests
{
    // The c is in no pattern: it is the letter of a name that no author thought of.
    private static readonly string[] Names = [.. AllOver("abc", 7)];
    private static readonly string[] Patterns = [.. AllOver("ab*", 4)];

    [Theory]
    [InlineData("gpt-4o*", "gpt-4o", true)]
    [InlineData("gpt-4o*", "gpt-4o-2024-08-06", true)]
    [InlineData("gpt-4o*", "GPT-4o", false)]
    [InlineData("gpt-4o", "gpt-4o-mini", false)]
    [InlineData("*/Llama-*", "meta-llama/Llama-3.3-70B", true)]
    [InlineData("*", "", true)]
    [InlineData("claude-*-4-5*", "claude-sonnet-4-4-5", true)]
    [InlineData("gpt.4o", "gpt-4o", false)]
    public void A_star_stands_for_any_characters(string pattern, string name, bool matches) =>
        Assert.Equal(matches, NamePattern.Matches(pattern, name));

    [Fact]
    public void Patterns_match_what_they_match_by_definition() => Assert.All(
        Patterns,
        pattern => Assert.All(Names.Take(1200), name => Assert.Equal(ByDefinition(pattern, name), NamePattern.Matches(pattern, name))));

    [Fact]
    public void What_two_patterns_have_in_common_is_what_their_names_have()
    {
        var matched = Patterns.ToDictionary(pattern => pattern, pattern => NamesOf(pattern));
        var (overlapping, covered) = (0, 0);
        foreach (var a in Patterns)
        {
            foreach (var b in Patterns)
            {
                var overlap = matched[a].Overlaps(matched[b]);
                var covers = matched[b].IsSubsetOf(matched[a]);
                Assert.True(overlap == NamePattern.Overlap(a, b), $"overlap of {a} and {b}");
                Assert.True(covers == NamePattern.Covers(a, b), $"{a} covers {b}");
                Assert.True(overlap == NamePattern.Common(a, b) is { } name && (!overlap || IsOfBoth(a, b)), $"common to {a} and {b}");
                overlapping += overlap ? 1 : 0;
                covered += covers ? 1 : 0;
            }
        }

        Assert.InRange(overlapping, 1_000, Patterns.Length * Patterns.Length / 2);
        Assert.InRange(covered, 500, overlapping);
    }

    [Fact]
    public void A_hostile_pattern_takes_no_more_than_its_length_times_the_names()
    {
        // One that goes back to every star would take longer than the sun has left.
        var pattern = string.Concat(Enumerable.Repeat("a*", 63)) + "b";
        var name = new string('a', 100_000);

        Assert.False(NamePattern.Matches(pattern, name));
        Assert.True(NamePattern.Matches(pattern, name + "b"));
        Assert.True(NamePattern.Overlap(pattern, "*" + pattern));
        Assert.False(NamePattern.Covers(pattern, pattern + "a"));
    }

    private static bool IsOfBoth(string a, string b) =>
        NamePattern.Common(a, b) is { } name && (name.Length == 0 || (ByDefinition(a, name) && ByDefinition(b, name)));

    private static HashSet<string> NamesOf(string pattern) => [.. Names.Where(name => NamePattern.Matches(pattern, name))];

    private static bool ByDefinition(string pattern, string name)
    {
        if (pattern.Length == 0)
        {
            return name.Length == 0;
        }

        return pattern[0] == '*'
            ? Enumerable.Range(0, name.Length + 1).Any(taken => ByDefinition(pattern[1..], name[taken..]))
            : name.Length > 0 && name[0] == pattern[0] && ByDefinition(pattern[1..], name[1..]);
    }

    private static IEnumerable<string> AllOver(string letters, int longest)
    {
        IEnumerable<string> last = [""];
        for (var length = 0; length <= longest; length++)
        {
            foreach (var text in last)
            {
                yield return text;
            }

            last = [.. last.SelectMany(text => letters.Select(letter => text + letter))];
        }
    }
}
