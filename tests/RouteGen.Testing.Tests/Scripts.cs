using System.Net;
using System.Text;
using static RouteGen.Testing.Tests.WireRequests;

namespace RouteGen.Testing.Tests;

public sealed class Scripts
{
    [Fact]
    public async Task Replies_come_in_order_then_the_one_for_ever()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        provider.On(Model).Reply(SimulatedReply.RateLimited())
            .Then(SimulatedReply.FromText("second")).Always(SimulatedReply.Failing(SimulatedFailure.ServerError));
        provider.OnAnyModel().Reply(SimulatedReply.FromText("for another"));

        Assert.Equal(HttpStatusCode.TooManyRequests, (await provider.PostAsync()).StatusCode);
        Assert.Equal("second", (string?)(await (await provider.PostAsync()).JsonAsync())["choices"]![0]!["message"]!["content"]);
        Assert.Equal(HttpStatusCode.InternalServerError, (await provider.PostAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await provider.PostAsync()).StatusCode);
        Assert.Equal(
            "for another", (string?)(await (await provider.PostAsync(model: "b")).JsonAsync())["choices"]![0]!["message"]!["content"]);
        Assert.Equal((4, 1, 0), (provider.GetRequestCount(Model), provider.GetRequestCount("b"), provider.GetRequestCount("c")));
    }

    [Fact]
    public async Task An_unscripted_model_answers_the_same_sentence_to_the_same_request()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.Anthropic);
        var first = await (await provider.PostAsync()).JsonAsync();
        var second = await (await provider.PostAsync()).JsonAsync();

        Assert.Equal("Simulated reply of some-model.", (string?)first["content"]![0]!["text"]);
        Assert.Equal(first["usage"]!.ToJsonString(), second["usage"]!.ToJsonString());
        Assert.True((long)first["usage"]!["input_tokens"]! > 0);
        Assert.NotEqual((string?)first["id"], (string?)second["id"]);
    }

    [Fact]
    public async Task A_reply_can_look_at_its_request()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenRouter);
        provider.On(Model).Always(
            request => SimulatedReply.FromText($"{request.Body.GetProperty("messages").GetArrayLength()} message, no. {request.Number}"));
        await provider.PostAsync();
        var body = await (await provider.PostAsync()).JsonAsync();
        Assert.Equal("1 message, no. 2", (string?)body["choices"]![0]!["message"]!["content"]);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Basic abc", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Bearer abc", HttpStatusCode.OK)]
    [InlineData("x-api-key", "abc", HttpStatusCode.OK)]
    public async Task A_key_is_asked_for_where_it_is_required(string? header, string? value, HttpStatusCode expected)
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.Anthropic, new() { RequireApiKey = true });
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(provider.Endpoint, "/v1/messages"))
        {
            Content = new StringContent("""{"model":"some-model","messages":[]}""", Encoding.UTF8, "application/json"),
        };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using var response = await http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task What_is_no_completion_request_is_recorded_and_refused()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var http = new HttpClient();
        using var models = await http.GetAsync(new Uri(provider.Endpoint + "/models"));
        using var noJson = await http.PostAsync(new Uri(provider.Endpoint + "/chat/completions"), new StringContent("hello"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (models.StatusCode, noJson.StatusCode));
        Assert.Equal(["1: GET /v1/models ", "2: POST /v1/chat/completions "], provider.Requests.Select(request => request.ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedReply.Failing((SimulatedFailure)999));
    }
}
