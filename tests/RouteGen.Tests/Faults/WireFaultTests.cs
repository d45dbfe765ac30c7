using System.Net.Http.Headers;
using System.Text;
using RouteGen.Wire;

namespace RouteGen.Tests.Faults;

public sealed class WireFaultTests
{
    [Theory]
    [InlineData(
        400,
        """{"error":{"message":"x","type":"invalid_request_error","param":null,"code":"context_length_exceeded"}}""",
        Fault.ContextTooLong)]
    [InlineData(
        400,
        """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""",
        Fault.ContextTooLong)]
    [InlineData(
        400,
        """{"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum","status":"INVALID_ARGUMENT"}}""",
        Fault.ContextTooLong)]
    [InlineData(
        400,
        """[{"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum","status":"INVALID_ARGUMENT"}}]""",
        Fault.ContextTooLong)]
    [InlineData(
        400, """{"error":{"message":"Input tokens exceed the configured limit of 272000 tokens.","code":null}}""", Fault.ContextTooLong)]
    [InlineData(400, """{"error":{"message":"x","code":"content_policy_violation"}}""", Fault.ContentFiltered)]
    [InlineData(
        400,
        """{"error":{"message":"x","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""",
        Fault.ContentFiltered)]
    [InlineData(400, """{"error":{"message":"x","code":"unsupported_parameter","param":"temperature"}}""", Fault.UnsupportedRequest)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"messages.1.content.0.tool_use.id: """ +
        """String should match pattern"}}""", Fault.UnsupportedRequest)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"`temperature` and `top_p` cannot both be """ +
        """specified for this model."}}""", Fault.UnsupportedRequest)]
    [InlineData(
        400,
        """{"type":"error","error":{"type":"invalid_request_error","message":"output_config: Extra inputs are not permitted"}}""",
        Fault.UnsupportedRequest)]
    [InlineData(400, """{"error":{"message":"messages must not be empty","type":"invalid_request_error"}}""", Fault.InvalidRequest)]
    [InlineData(422, "", Fault.UnsupportedRequest)]
    [InlineData(401, """{"error":{"code":"invalid_api_key"}}""", Fault.Unauthorized)]
    [InlineData(403, """{"type":"error","error":{"type":"permission_error","message":"x"}}""", Fault.Unauthorized)]
    [InlineData(402, """{"type":"error","error":{"type":"billing_error","message":"x"}}""", Fault.QuotaExhausted)]
    [InlineData(429, """{"error":{"code":"insufficient_quota","type":"insufficient_quota"}}""", Fault.QuotaExhausted)]
    [InlineData(429, """{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"violations":[""" +
        """{"quotaId":"GenerateRequestsPerDayPerProject"}]}]}}""", Fault.QuotaExhausted)]
    [InlineData(429, """{"error":{"code":"rate_limit_exceeded"}}""", Fault.RateLimited)]
    [InlineData(404, """{"error":{"code":"model_not_found"}}""", Fault.ModelNotFound)]
    [InlineData(408, "", Fault.Timeout)]
    [InlineData(504, "<html>gateway</html>", Fault.Timeout)]
    [InlineData(409, "", Fault.Conflict)]
    [InlineData(413, """{"type":"error","error":{"type":"request_too_large","message":"x"}}""", Fault.ContextTooLong)]
    [InlineData(500, """{"error":{"type":"server_error"}}""", Fault.ServerError)]
    [InlineData(502, "<html><body>502 Bad Gateway</body></html>", Fault.ServerError)]
    [InlineData(503, "", Fault.Overloaded)]
    [InlineData(503, """{"error":{"mess""", Fault.Overloaded)]
    [InlineData(529, """{"type":"error","error":{"type":"overloaded_error","message":"x"}}""", Fault.Overloaded)]
    // Gemini
    [InlineData(400, """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API """ +
        """key.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}]""", Fault.Unauthorized)]
    [InlineData(
        400,
        """[{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}]""",
        Fault.Unauthorized)]
    [InlineData(400, """[{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \"seed\": """ +
        """Cannot find field.","status":"INVALID_ARGUMENT"}}]""", Fault.UnsupportedRequest)]
    [InlineData(
        400,
        """[{"error":{"code":400,"message":"Please use a valid role: user, model.","status":"INVALID_ARGUMENT"}}]""",
        Fault.InvalidRequest)]
    [InlineData(404, """[{"error":{"code":404,"message":"models/x is not found","status":"NOT_FOUND"}}]""", Fault.ModelNotFound)]
    [InlineData(429, """[{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"violations":[""" +
        """{"quotaId":"GenerateContentInputTokensPerModelPerMinute"}]}]}}]""", Fault.RateLimited)]
    [InlineData(503, """[{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}]""", Fault.Overloaded)]
    [InlineData(504, """[{"error":{"code":504,"message":"Deadline expired","status":"DEADLINE_EXCEEDED"}}]""", Fault.Timeout)]
    // Ollama
    [InlineData(400, """{"error":"prompt too long; exceeded max context length by 12 tokens"}""", Fault.ContextTooLong)]
    [InlineData(400, """{"error":"the input length exceeds the context length"}""", Fault.ContextTooLong)]
    [InlineData(400, """{"error":"registry.ollama.ai/library/gemma:latest does not support tools"}""", Fault.UnsupportedRequest)]
    [InlineData(400, """{"error":"json: cannot unmarshal string into Go struct field"}""", Fault.InvalidRequest)]
    [InlineData(404, """{"error":"model 'x' not found"}""", Fault.ModelNotFound)]
    [InlineData(429, """{"error":"you have reached your weekly usage limit"}""", Fault.QuotaExhausted)]
    [InlineData(429, """{"error":"too many concurrent requests"}""", Fault.RateLimited)]
    [InlineData(500, """{"error":"llama runner process has terminated: exit status 2"}""", Fault.ServerError)]
    [InlineData(503, """{"error":"server busy, please try again.  maximum pending requests exceeded"}""", Fault.Overloaded)]
    // Azure
    [InlineData(400, """{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management """ +
        """policy.","type":null,"param":"prompt","code":"content_filter","status":400}}""", Fault.ContentFiltered)]
    [InlineData(
        401,
        """{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}""",
        Fault.Unauthorized)]
    [InlineData(
        403,
        """{"error":{"code":"403","message":"Out of call volume quota. Quota will be replenished in 03:12:00."}}""",
        Fault.QuotaExhausted)]
    [InlineData(403, """{"error":{"code":"AccessDenied","message":"Public access is disabled."}}""", Fault.Unauthorized)]
    [InlineData(
        404,
        """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""",
        Fault.ModelNotFound)]
    [InlineData(429, """{"error":{"code":"429","message":"Requests to the ChatCompletions_Create Operation have exceeded token rate """ +
        """limit. Please retry after 2 seconds."}}""", Fault.RateLimited)]
    // Responses
    [InlineData(400, """{"error":{"message":"Your input exceeds the context window of this """ +
        """model.","type":"invalid_request_error","param":"input","code":"context_length_exceeded"}}""", Fault.ContextTooLong)]
    [InlineData(400, """{"error":{"message":"Unsupported parameter: """ +
        """'temperature' is not supported with this model.","type":"invalid_request_error","param":"temperature","code":null}}""",
            Fault.UnsupportedRequest)]
    [InlineData(400, """{"error":{"message":"Invalid prompt: it was flagged as potentially violating our usage """ +
        """policy.","type":"invalid_request_error","code":"invalid_prompt"}}""", Fault.ContentFiltered)]
    [InlineData(418, "null", Fault.UnsupportedRequest)]
    [InlineData(400, """{"error":{"message":"\ud800","code":"\ud800"}}""", Fault.UnsupportedRequest)]
    public void An_error_reply_is_classified_by_status_and_envelope(int status, string body, Fault fault)
    {
        var info = WireFault.Classify(status, ErrorEnvelope.Parse(Encoding.UTF8.GetBytes(body)), null);

        Assert.Equal((fault, (int?)status), (info.Fault, info.StatusCode));
    }

    [Theory]
    [InlineData("server_error", "The server had an error while processing your request.", Fault.ServerError)]
    [InlineData("rate_limit_exceeded", "x", Fault.RateLimited)]
    [InlineData("invalid_prompt", "x", Fault.InvalidRequest)]
    [InlineData("content_policy_violation", "x", Fault.ContentFiltered)]
    [InlineData("503", "The model is overloaded.", Fault.Overloaded)]
    [InlineData(null, "an error was encountered while running the model: unexpected EOF", null)]
    public void An_error_inside_a_good_reply_is_classified_by_its_envelope_alone(string? code, string message, Fault? fault)
    {
        var info = WireFault.ClassifyInside(new ErrorEnvelope(message, null, code, null, false));

        Assert.Equal((fault, fault is null ? null : 200), (info?.Fault, info?.StatusCode));
    }

    [Fact]
    public void Gemini_says_in_its_details_how_long_to_wait()
    {
        var body = """
            {"error":{"code":429,"status":"RESOURCE_EXHAUSTED",
              "details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1.5s"}]}}
            """u8.ToArray();

        var info = WireFault.Classify(429, ErrorEnvelope.Parse(body), null);

        Assert.Equal((Fault.RateLimited, TimeSpan.FromSeconds(1.5)), (info.Fault, info.RetryAfter));
    }

    [Theory]
    [InlineData("rate_limit_exceeded", "rate_limit_exceeded")]
    [InlineData("my secret prompt", null)]
    [InlineData("a\nb", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123X", null)]
    public void A_code_that_could_quote_something_is_not_kept(string? code, string? kept) => Assert.Equal(kept, WireFault.SafeCode(code));

    [Theory]
    [InlineData("retry-after-ms", "250", 250)]
    [InlineData("Retry-After", "2", 2_000)]
    [InlineData("Retry-After", "0.5", 500)]
    [InlineData("Retry-After", "Fri, 20 Nov 2026 12:00:03 GMT", 3_000)]
    [InlineData("Retry-After", "Fri, 20 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("Retry-After", "1e300", 86_400_000)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "-5", null)]
    public void Retry_after_is_read_in_each_of_its_forms(string header, string value, int? milliseconds)
    {
        using var response = new HttpResponseMessage();
        var headers = response.Headers;
        headers.TryAddWithoutValidation(header, value);

        var wait = RetryAfter.Read(headers, new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

        Assert.Equal(milliseconds, (int?)wait?.TotalMilliseconds);
    }
}
