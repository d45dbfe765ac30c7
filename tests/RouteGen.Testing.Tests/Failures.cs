using System.Net;
using System.Text.Json.Nodes;
using static RouteGen.Testing.Tests.WireRequests;

namespace RouteGen.Testing.Tests;

public sealed class Failures
{
    public static TheoryData<ProviderWire, SimulatedFailure, int, string?> Statuses
    {
        get
        {
            var rows = new TheoryData<ProviderWire, SimulatedFailure, int, string?>();
            Add(SimulatedFailure.ContextTooLong,
                (400, "context_length_exceeded"), (400, "context_length_exceeded"), (400, "invalid_request_error"));
            Add(SimulatedFailure.ContentFiltered, (400, "content_policy_violation"), (403, "content_policy_violation"), (200, null));
            Add(SimulatedFailure.InvalidRequest, (400, "invalid_value"), (400, "invalid_request"), (400, "invalid_request_error"));
            Add(SimulatedFailure.Unprocessable, (422, null), (422, "unprocessable"), (422, "invalid_request_error"));
            Add(SimulatedFailure.UnsupportedParameter,
                (400, "unsupported_parameter"), (400, "invalid_request"), (400, "invalid_request_error"));
            Add(SimulatedFailure.InvalidApiKey, (401, "invalid_api_key"), (401, "authentication"), (401, "authentication_error"));
            Add(SimulatedFailure.PermissionDenied, (403, "model_not_available"), (403, "permission_denied"), (403, "permission_error"));
            Add(SimulatedFailure.OutOfCredit, (429, "insufficient_quota"), (402, "payment_required"), (402, "billing_error"));
            Add(SimulatedFailure.ModelNotFound, (404, "model_not_found"), (404, "not_found"), (404, "not_found_error"));
            Add(SimulatedFailure.RequestTimeout, (408, null), (408, "timeout"), (408, "timeout_error"));
            Add(SimulatedFailure.GatewayTimeout, (504, null), (504, "timeout"), (504, "timeout_error"));
            Add(SimulatedFailure.Conflict, (409, "conflict"), (409, "unmapped"), (409, "conflict_error"));
            Add(SimulatedFailure.RequestTooLarge, (413, "request_too_large"), (413, "payload_too_large"), (413, "request_too_large"));
            Add(SimulatedFailure.RateLimited, (429, "rate_limit_exceeded"), (429, "rate_limit_exceeded"), (429, "rate_limit_error"));
            Add(SimulatedFailure.ServerError, (500, null), (500, "server"), (500, "api_error"));
            Add(SimulatedFailure.Overloaded, (503, "server_is_overloaded"), (503, "provider_overloaded"), (529, "overloaded_error"));
            return rows;

            void Add(SimulatedFailure failure, (int, string?) openAI, (int, string?) openRouter, (int, string?) anthropic)
            {
                rows.Add(ProviderWire.OpenAI, failure, openAI.Item1, openAI.Item2);
                rows.Add(ProviderWire.OpenRouter, failure, openRouter.Item1, openRouter.Item2);
                rows.Add(ProviderWire.Anthropic, failure, anthropic.Item1, anthropic.Item2);
            }
        }
    }

    public static TheoryData<ProviderWire, bool> WiresPlainAndStreamed
    {
        get
        {
            var rows = new TheoryData<ProviderWire, bool>();
            foreach (var wire in Wires)
            {
                rows.Add(wire, false);
                rows.Add(wire, true);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_refusal_has_the_wires_status_envelope_and_request_id(
        ProviderWire wire, SimulatedFailure failure, int status, string? code)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        provider.On(Model).Always(SimulatedReply.Failing(failure));
        foreach (var streamed in new[] { false, true })
        {
            var response = await provider.PostAsync(streamed);
            Assert.Equal(status, (int)response.StatusCode);
            Assert.StartsWith(
                "req_",
                response.Headers.GetValues(wire == ProviderWire.Anthropic ? "request-id" : "x-request-id").Single(),
                StringComparison.Ordinal);
            if (status != 200)
            {
                var error = (await response.JsonAsync())["error"]!;
                Assert.NotEqual("", (string?)error["message"]);
                Assert.Equal(code, (string?)(wire switch
                {
                    ProviderWire.OpenAI => error["code"],
                    ProviderWire.OpenRouter => error["metadata"]!["error_type"],
                    _ => error["type"],
                }));
            }
        }
    }

    [Theory]
    [MemberData(nameof(WiresPlainAndStreamed))]
    public async Task Bodies_that_are_no_envelope_come_as_proxies_send_them(ProviderWire wire, bool streamed)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        provider.On(Model)
            .Reply(SimulatedReply.Failing(SimulatedFailure.BadGatewayHtml))
            .Then(SimulatedReply.Failing(SimulatedFailure.UnavailableEmptyBody))
            .Then(SimulatedReply.Failing(SimulatedFailure.UnavailableHalfJson))
            .Then(SimulatedReply.Failing(SimulatedFailure.GarbageBody));

        using var html = await provider.PostAsync(streamed);
        Assert.Equal((HttpStatusCode.BadGateway, "text/html"), (html.StatusCode, html.Content.Headers.ContentType!.MediaType));
        using var empty = await provider.PostAsync(streamed);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ""), (empty.StatusCode, await empty.Content.ReadAsStringAsync()));
        using var half = await provider.PostAsync(streamed);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, half.StatusCode);
        var cut = await half.Content.ReadAsStringAsync();
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(cut));
        using var garbage = await provider.PostAsync(streamed);
        Assert.Equal(HttpStatusCode.OK, garbage.StatusCode);
        Assert.StartsWith("%PDF", await garbage.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(4, provider.GetRequestCount(Model));
    }

    [Theory]
    [InlineData(RetryAfterForm.Seconds, "Retry-After", "2")]
    [InlineData(RetryAfterForm.Milliseconds, "retry-after-ms", "1500")]
    [InlineData(RetryAfterForm.HttpDate, "Retry-After", "Sat, 21 Nov 2026 12:00:01 GMT")]
    public async Task A_wait_is_asked_for_in_each_form(RetryAfterForm form, string header, string value)
    {
        await using var provider = await SimulatedProvider.StartAsync(
            ProviderWire.OpenAI, new() { TimeProvider = new StoppedClock(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero)) });
        provider.On(Model).Reply(SimulatedReply.RateLimited(TimeSpan.FromSeconds(1.5), form));
        using var response = await provider.PostAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(value, response.Headers.GetValues(header).Single());
    }

    [Theory]
    [MemberData(nameof(WiresPlainAndStreamed))]
    public async Task An_error_inside_a_stream_comes_with_status_200(ProviderWire wire, bool afterContent)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        provider.On(Model).Reply(
            SimulatedReply.Failing(afterContent ? SimulatedFailure.StreamErrorAfterContent : SimulatedFailure.StreamErrorBeforeContent) with
            {
                FailAfterPieces = 2
            });
        var text = await (await provider.PostAsync(streamed: true)).Content.ReadAsStringAsync();
        var events = Events(text);

        Assert.Equal(afterContent ? "These words" : "", TextOf(wire, events));
        Assert.NotNull(events[^1]["error"]!["message"]);
        Assert.Equal(wire == ProviderWire.Anthropic, text.Contains("event: error\n", StringComparison.Ordinal));
        Assert.Equal(wire == ProviderWire.OpenRouter, text.Contains("\"finish_reason\":\"error\"", StringComparison.Ordinal));
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WiresPlainAndStreamed))]
    public async Task A_stream_that_ends_early_has_no_finish(ProviderWire wire, bool afterContent)
    {
        await using var provider = await SimulatedProvider.StartAsync(wire);
        provider.On(Model).Reply(
            SimulatedReply.Failing(afterContent ? SimulatedFailure.StreamEndsAfterContent : SimulatedFailure.StreamEndsBeforeContent));
        var text = await (await provider.PostAsync(streamed: true)).Content.ReadAsStringAsync();

        Assert.Equal(afterContent ? "These" : "", TextOf(wire, Events(text)));
        Assert.DoesNotContain("\"finish_reason\":\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("message_delta", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
