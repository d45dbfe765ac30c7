using RouteGen.Chains;

namespace RouteGen.Tests.Chains;

/// <summary>The one walk along a chain, against the runtime and against itself.</summary>
public sealed class ChainWalkTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_walk_foresees_is_what_a_call_does(bool streamed)
    {
        var longest = 0;
        for (var seed = 0; seed < 1_500; seed++)
        {
            var route = new DrawnRoute(seed);
            var foreseen = route.Foreseen();
            var asked = await route.AskedAsync(streamed);
            Assert.True(
                foreseen.SequenceEqual(asked),
                $"Seed {seed} ({route}): foreseen {string.Join(",", foreseen)}, asked {string.Join(",", asked)}.");
            longest = Math.Max(longest, asked.Count);
        }

        Assert.Equal(3, longest);
    }

    [Fact]
    public void No_walk_comes_to_a_place_twice_after_it_was_asked()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var foreseen = new DrawnRoute(seed).Foreseen();
            Assert.Equal(foreseen.Distinct(), foreseen);
        }
    }

    [Fact]
    public void The_search_finds_a_way_wherever_there_is_one_and_the_walk_takes_it()
    {
        var found = 0;
        for (var seed = 0; seed < 3_000; seed++)
        {
            var route = new DrawnRoute(seed);
            for (var target = 0; target < 3; target++)
            {
                var way = ChainSearch.To(route, route.Chain, ChainSearch.Passing, target);
                if (way is null)
                {
                    Assert.False(route.CanServe(target), $"Seed {seed} ({route}): no way to {target}.");
                    continue;
                }

                found++;
                var asked = route.Foreseen(way.ToDictionary(failure => failure.Key, failure => (Fault?)failure.Value));
                Assert.Equal([.. way.Select(failure => failure.Key), target], asked);
            }
        }

        Assert.InRange(found, 3_000, 9_000);
    }

    [Fact]
    public void A_set_of_places_holds_as_many_as_a_table_has_and_a_copy_is_its_own()
    {
        var set = new PlaceSet();
        int[] places = [0, 63, 64, 127, 128, 1_000];
        foreach (var place in places)
        {
            var before = set;
            set.Add(place);
            Assert.False(before.Contains(place));
        }

        Assert.Equal(places, Enumerable.Range(0, 2_000).Where(place => set.Contains(place)));
        Assert.Equal("0,63,64,127,128,1000", set.ToString());
    }
}
