using System.Text;
using RouteGen.Faults;
using RouteGen.Wire;

namespace RouteGen.Tests.Health;

public sealed class BlameTests
{
    // Replies of providers, as their documentation and public issue threads show them.
    [Theory]
    [InlineData(
        401,
        """{"error":{"message":"Incorrect API key provided: xx. Model gpt-x","type":"invalid_request_error","code":"invalid_api_key"}}""",
        "Credential",
        "Unusable")]
    [InlineData(402, """{"error":{"message":"Insufficient credits","code":402}}""", "Credential", "Unusable")]
    [InlineData(403, """{"type":"error","error":{"type":"permission_error","message":"Your API key does not have permission to use the """ +
        """specified resource"}}""", "Credential", "Unusable")]
    [InlineData(403, """{"error":{"message":"Project `p` does not have access to model """ +
        """`gpt-x`","type":"invalid_request_error","code":"model_not_found"}}""", "Target", "Unusable")]
    [InlineData(403, """{"error":{"message":"You are not allowed to sample from this model","type":"invalid_request_error","code":null}}""",
        "Target", "Unusable")]
    [InlineData(403, """{"error":{"message":"The model is blocked at the organization """ +
        """level","type":"permissions_error","code":"model_permission_blocked_org"}}""", "Target", "Unusable")]
    [InlineData(403, """{"error":{"message":"gpt-x-mini is closed to you"}}""", "Target", "Unusable")]
    [InlineData(403, """{"error":{"message":"none of our models are open to you"}}""", "Credential", "Unusable")]
    [InlineData(403, """{"error":{"code":"unsupported_country_region_territory","message":"Country, region, """ +
        """or territory not supported","type":"request_forbidden"}}""", "Endpoint", "Unusable")]
    [InlineData(
        400,
        """[{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}]""",
        "Endpoint",
        "Unusable")]
    [InlineData(
        400, """[{"error":{"code":400,"message":"Please enable billing","status":"FAILED_PRECONDITION"}}]""", "Credential", "Unusable")]
    [InlineData(
        400,
        """{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}""",
        "Credential",
        "Unusable")]
    [InlineData(
        404, """{"error":{"message":"The model `gpt-x-mini` does not exist","code":"model_not_found"}}""", "Deployment", "Unusable")]
    [InlineData(410, "gone", "Deployment", "Unusable")]
    [InlineData(451, "", "Endpoint", "Unusable")]
    [InlineData(
        429,
        """{"error":{"message":"Rate limit reached for gpt-x-mini in organization o","type":"tokens","code":"rate_limit_exceeded"}}""",
        "Target",
        "Failing")]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}""",
        "Credential", "Unusable")]
    [InlineData(429, """{"error":{"code":429,"message":"limit: 20, model: """ +
        """gpt-x-mini","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"RequestsPerDayPerModel"}]}]}}""",
            "Target",
            "Unusable")]
    [InlineData(429, """{"error":{"code":429,"message":"limit: 20","status":"RESOURCE_EXHAUSTED","details":[{"violations":[""" +
        """{"quotaId":"RequestsPerDayPerProject"}]}]}}""", "Credential", "Unusable")]
    [InlineData(500, "", "Endpoint", "Failing")]
    [InlineData(502, "<html>", "Endpoint", "Failing")]
    [InlineData(503, """{"error":{"message":"The model is overloaded"}}""", "Endpoint", "Failing")]
    [InlineData(504, "", "Endpoint", "Failing")]
    [InlineData(529, "", "Endpoint", "Failing")]
    [InlineData(302, "", "Endpoint", "Failing")]
    [InlineData(408, "", "Deployment", "Failing")]
    public void A_reply_is_laid_to_what_it_tells_of(int status, string body, string scope, string weight)
    {
        var envelope = ErrorEnvelope.Parse(Encoding.UTF8.GetBytes(body));
        var fault = WireFault.Classify(status, envelope, null);

        var blame = Blame.For(fault with { Scope = Blame.ScopeOf(fault, envelope, "gpt-x-mini") });

        Assert.Equal((scope, weight), (blame.Scope.ToString(), blame.Weight.ToString()));
    }

    [Theory]
    [InlineData(Fault.ConnectionFailed, null, "Endpoint", "Failing")]
    [InlineData(Fault.ConnectionFailed, 200, "Endpoint", "Failing")]
    [InlineData(Fault.Timeout, null, "Deployment", "Failing")]
    [InlineData(Fault.ServerError, 200, "Deployment", "Failing")]
    [InlineData(Fault.EmptyReply, 200, "Deployment", "Failing")]
    [InlineData(Fault.StreamBroken, 200, "Deployment", "Failing")]
    [InlineData(Fault.Unknown, null, "Deployment", "Failing")]
    [InlineData(Fault.Unauthorized, 200, "Credential", "Unusable")]
    [InlineData(Fault.QuotaExhausted, 200, "Credential", "Unusable")]
    public void What_stands_in_no_error_reply_is_laid_to_what_it_is(Fault fault, int? status, string scope, string weight)
    {
        var blame = Blame.For(new(fault, status));

        Assert.Equal((scope, weight), (blame.Scope.ToString(), blame.Weight.ToString()));
    }

    [Theory]
    [InlineData(Fault.Cancelled, 451)]
    [InlineData(Fault.Cancelled, 410)]
    [InlineData(Fault.InvalidRequest, 400)]
    [InlineData(Fault.ContextTooLong, 413)]
    [InlineData(Fault.ContentFiltered, 403)]
    [InlineData(Fault.None, 200)]
    public void Nobody_is_blamed_for_a_request_or_its_caller(Fault fault, int status) =>
        Assert.Equal(FaultBlame.None, Blame.For(new(fault, status)).Weight);
}
