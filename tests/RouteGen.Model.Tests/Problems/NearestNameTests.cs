using Xunit;

namespace RouteGen.Model.Tests.Problems;

/// <summary>Which name was meant, against the plain definition of how far two names are apart.</summary>
public class NearestNameTests
{
    [Fact]
    public void The_nearest_name_is_that_of_the_plain_definition()
    {
        var found = 0;
        for (var seed = 0; seed < 20_000; seed++)
        {
            var dice = new Random(seed);
            string[] candidates = [.. Enumerable.Range(0, 6).Select(_ => Name(dice))];
            var name = dice.Next(3) == 0 ? Name(dice) : Slip(dice, candidates[dice.Next(candidates.Length)]);

            var nearest = NearestName.Among(candidates, name);

            Assert.Equal(ByDefinition(candidates, name), nearest);
            found += nearest is null ? 0 : 1;
        }

        Assert.InRange(found, 5_000, 19_900);
    }

    [Theory]
    [InlineData("sonnet-via-ro", "sonnet-via-or")]
    [InlineData("GPT-MINI", "gpt-mini")]
    [InlineData("gtp-mini", "gpt-mini")]
    [InlineData("nothing-like-it", null)]
    [InlineData("", null)]
    public void A_slip_is_seen_through(string name, string? meant) =>
        Assert.Equal(meant, NearestName.Among(["sonnet", "sonnet-via-or", "gpt-mini", new string('x', 70)], name));

    private static string Name(Random dice) => new([.. Enumerable.Range(0, dice.Next(0, 9)).Select(_ => "abAB-"[dice.Next(5)])]);

    private static string Slip(Random dice, string name)
    {
        for (var slips = dice.Next(4); slips > 0 && name.Length > 1; slips--)
        {
            var at = dice.Next(name.Length - 1);
            name = dice.Next(4) switch
            {
                0 => name.Remove(at, 1),
                1 => name.Insert(at, "c"),
                2 => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
                _ => name[..at] + "d" + name[(at + 1)..],
            };
        }

        return name;
    }

    private static string? ByDefinition(string[] candidates, string name)
    {
        var farthest = Math.Max(1, Math.Min(3, name.Length / 3));
        return candidates
            .Select(candidate => (Candidate: candidate, Rank: Rank(name, candidate, Slips(name, candidate))))
            .Where(c => c.Rank < 2 * (farthest + 1))
            .OrderBy(c => c.Rank)
            .Select(c => c.Candidate)
            .FirstOrDefault();
    }

    private static int Rank(string name, string candidate, int slips) => slips > 1 && IsBeginning(name, candidate) ? 3 : 2 * slips;

    private static bool IsBeginning(string a, string b) => Math.Min(a.Length, b.Length) >= 3
        && (a.StartsWith(b, StringComparison.OrdinalIgnoreCase) || b.StartsWith(a, StringComparison.OrdinalIgnoreCase));

    /// <summary>The whole table of slips, as textbooks have it.</summary>
    private static int Slips(string a, string b)
    {
        var slips = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                slips[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(slips[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1), Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
                }
            }
        }

        return slips[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
