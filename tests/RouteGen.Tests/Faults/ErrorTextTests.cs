using System.Text;
using RouteGen.Faults;
using RouteGen.Wire;

namespace RouteGen.Tests.Faults;

/// <summary>Real texts, each classified as what it says.</summary>
public sealed class ErrorTextTests
{
    public static TheoryData<string, int, string> TooLong => Rows(ErrorTexts.TooLong);

    public static TheoryData<string, int, string> NotTooLong => Rows(ErrorTexts.NotTooLong);

    public static TheoryData<string, int, string> NoCredit => Rows(ErrorTexts.NoCredit);

    [Theory]
    [MemberData(nameof(TooLong))]
    public void A_request_that_does_not_fit_is_told_by_its_words(string source, int status, string body) =>
        Assert.Equal((source, Fault.ContextTooLong), (source, FaultOf(status, body)));

    [Theory]
    [MemberData(nameof(NotTooLong))]
    public void What_is_too_large_otherwise_asks_for_no_larger_window(string source, int status, string body) =>
        Assert.NotEqual((source, Fault.ContextTooLong), (source, FaultOf(status, body)));

    [Theory]
    [MemberData(nameof(NoCredit))]
    public void An_account_without_credit_is_told_under_any_status(string source, int status, string body) =>
        Assert.Equal((source, Fault.QuotaExhausted), (source, FaultOf(status, body)));

    [Fact]
    public void A_quota_of_Gemini_per_minute_is_a_rate_whatever_its_text()
    {
        var body = """{"error":{"code":429,"message":"You exceeded your current quota, """ +
            """please check your plan and billing details.","status":"RESOURCE_EXHAUSTED","details":[{"violations":[""" +
            """{"quotaId":"GenerateRequestsPerMinutePerProject"}]}]}}""";

        Assert.Equal(Fault.RateLimited, FaultOf(429, body));
    }

    [Theory]
    [InlineData("""{"error":{"message":"x","type":"invalid_request_error"}}""", true)]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","message":"x"}}""", true)]
    [InlineData("""{"error":{"code":400,"message":"x","status":"INVALID_ARGUMENT"}}""", true)]
    [InlineData("""{"error":{"message":"x","code":"BadRequest"}}""", true)]
    [InlineData("""{"object":"error","message":"x","type":"invalid_request_error","code":"3051"}""", true)]
    [InlineData("""{"object":"error","message":"x","type":"BadRequestError","code":400}""", true)]
    [InlineData("""{"error":"json: cannot unmarshal"}""", true)]
    [InlineData("""{"error":{"message":"x"}}""", false)]
    [InlineData("""{"error":{"message":"x","type":"upstream_error"}}""", false)]
    [InlineData("""{"detail":"x"}""", false)]
    [InlineData("""{"detail":"The model m is not supported"}""", false)]
    [InlineData("""{"detail":[{"loc":["body","model"],"msg":"field required","type":"value_error.missing"}]}""", false)]
    [InlineData("""{"message":"x"}""", false)]
    [InlineData("""<html><body>400 Bad Request</body></html>""", false)]
    [InlineData("Bad Request", false)]
    [InlineData("null", false)]
    [InlineData("[]", false)]
    [InlineData("\"x\"", false)]
    [InlineData("{\"err", false)]
    [InlineData("", false)]
    public void A_request_is_wrong_in_itself_only_where_a_known_envelope_says_so(string body, bool stops)
    {
        foreach (var status in new[] { 400, 422 })
        {
            var action = FaultTable.ActionFor(FaultOf(status, body));
            Assert.Equal(stops, action == FaultAction.Stop);
        }
    }

    [Fact]
    public void No_other_status_stops_a_chain_by_itself()
    {
        for (var status = 300; status < 600; status++)
        {
            foreach (var body in new[]
            {
                "",
                "<html>x</html>",
                """{"error":{"message":"x","type":"invalid_request_error"}}""",
                """{"detail":"x"}"""
            })
            {
                var stops = FaultTable.ActionFor(FaultOf(status, body)) == FaultAction.Stop;
                Assert.True(
                    stops == (status is 400 or 422 && body.Contains("invalid_request", StringComparison.Ordinal)), $"{status} {body}");
            }
        }
    }

    private static Fault FaultOf(int status, string body) =>
        WireFault.Classify(status, ErrorEnvelope.Parse(Encoding.UTF8.GetBytes(body)), null).Fault;

    private static TheoryData<string, int, string> Rows((string Source, int Status, string Body)[] texts)
    {
        var rows = new TheoryData<string, int, string>();
        foreach (var (source, status, body) in texts)
        {
            rows.Add(source, status, body);
        }

        return rows;
    }
}
