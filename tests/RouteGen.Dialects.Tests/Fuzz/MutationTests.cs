using System.Text;

namespace RouteGen.Dialects.Tests.Fuzz;

/// <summary>Replies of the corpus that were changed: nothing that a peer sends may do more than make a reply unreadable.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    /// <summary>A word that most replies of the corpus say, and that no exception may quote.</summary>
    private const string Said = "morning";

    [Fact]
    public void A_changed_reply_is_read_or_refused_and_costs_no_more_than_its_length()
    {
        output.WriteLine($"{FuzzRuns.SeedVariable}={FuzzRuns.Seed} {FuzzRuns.RunsVariable}={FuzzRuns.Runs}");
        var refused = 0;
        for (var run = 0; run < FuzzRuns.Runs; run++)
        {
            // Each run can be repeated by itself: it depends on nothing but the seed and its number.
            var random = new Random(unchecked((FuzzRuns.Seed * 486_187_739) + run));
            var reply = CorpusReply.All[random.Next(CorpusReply.All.Count)];
            var body = new Mutator(random).Mutate(reply);
            var breaks = random.Next(5) == 0;
            var step = random.Next(3) switch { 0 => int.MaxValue, 1 => 1 + random.Next(8), _ => 1 + random.Next(500) };
            var reading = FuzzReading.Read(reply, new FuzzWire(body, _ => step, breaks));
            refused += reading.Error is null ? 0 : 1;

            var problem =
                !reading.HasDocumentedError ? "throws what is not documented"
                : reading.Error?.ToString().Contains(Said, StringComparison.Ordinal) is true ? "quotes the reply"
                : reading.Allocated > 400_000 + (400L * body.Length) ? $"allocates {reading.Allocated} bytes for {body.Length}"
                : null;
            Assert.True(
                problem is null,
                $"{reply.Name} {problem} in run {run} of {FuzzRuns.SeedVariable}={FuzzRuns.Seed}: {reading.Error}\n"
                    + Encoding.UTF8.GetString(body));
        }

        output.WriteLine($"{refused} of {FuzzRuns.Runs} could not be read.");
    }
}
