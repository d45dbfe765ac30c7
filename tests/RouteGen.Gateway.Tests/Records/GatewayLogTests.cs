using RouteGen.Gateway.Records;
using RouteGen.TestSupport.Doubles;
using RouteGen.TestSupport.Spend;

namespace RouteGen.Gateway.Tests.Records;

/// <summary>The one line of a request.</summary>
public sealed class GatewayLogTests
{
    [Fact]
    public void It_has_what_the_brief_wants_logged()
    {
        var log = new LogLines();
        foreach (var record in RandomCalls.Make(seed: 4, 50))
        {
            GatewayLog.Completed(log.CreateLogger("x"), new GatewayLogEntry { Status = 200, Model = "gpt", KeyId = "k1", Record = record });
            var line = log.All.Last();
            Assert.Equal(120, line.Id);
            Assert.Contains($"200 for gpt: route {record.Route}", line.Text, StringComparison.Ordinal);
            Assert.Contains($"({record.CostBucket}), {record.Retries} retries", line.Text, StringComparison.Ordinal);
            Assert.EndsWith($"key k1; record {record.Id}", line.Text, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', line.Text);
        }
    }

    [Theory]
    [InlineData("a\r\nb\u001b[31m", "a\ufffd\ufffdb\ufffd[31m")]
    [InlineData("a\u202eb\u2028c\u0085d", "a\ufffdb\ufffdc\ufffdd")]
    [InlineData("名前", "名前")]
    [InlineData(null, null)]
    public void What_a_caller_wrote_is_freed_of_what_forges_lines(string? written, string? logged) =>
        Assert.Equal(logged, LoggedText.Clean(written));

    [Fact]
    public void Half_a_pair_is_none() => Assert.Equal("a\ufffd", LoggedText.Clean("a" + (char)0xd83d));

    [Fact]
    public void What_a_caller_wrote_is_bounded() => Assert.Equal(new string('x', 128) + "…", LoggedText.Clean(new string('x', 100_000)));

    [Fact]
    public void A_request_that_never_became_a_call_has_its_line_too()
    {
        var log = new LogLines();
        GatewayLog.Completed(log.CreateLogger("x"), new GatewayLogEntry
        {
            Status = 404,
            Model = "no\nsuch",
            Refusal = "model_not_found",
            RecordId = "r1",
            Elapsed = TimeSpan.FromMilliseconds(1.26),
        });
        Assert.Contains("404 for no\ufffdsuch", log.All.Last().Text, StringComparison.Ordinal);
        Assert.Contains("model_not_found in 1.3 ms", log.All.Last().Text, StringComparison.Ordinal);
    }
}
