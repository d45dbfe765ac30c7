using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Providers.Tests.Clouds;

/// <summary>
/// Claude at Bedrock, Vertex AI and Foundry by the official packages, as custom targets: what docs/claude-on-clouds.md says is done here
/// over loopback, by servers that answer as the clouds do.
/// </summary>
public sealed class ClaudeOnClouds
{
    public static TheoryData<Cloud, bool> Clouds =>
        [.. Enum.GetValues<Cloud>().SelectMany(cloud => new[] { (cloud, false), (cloud, true) })];

    public static TheoryData<Cloud, int, string, string, Fault> Refusals
    {
        get
        {
            (int Status, string Type, string Message, Fault Fault)[] rows =
            [
                (400, "invalid_request_error", "prompt is too long: 250000 tokens > 200000 maximum", Fault.ContextTooLong),
                (403, "permission_error", "You don't have access to the model.", Fault.Unauthorized),
                (404, "not_found_error", "No such model.", Fault.ModelNotFound),
                (429, "rate_limit_error", "Too many requests, please wait.", Fault.RateLimited),
                (500, "api_error", "Internal.", Fault.ServerError),
                (503, "api_error", "Unavailable.", Fault.Overloaded),
                (529, "overloaded_error", "Overloaded", Fault.Overloaded),
            ];
            var data = new TheoryData<Cloud, int, string, string, Fault>();
            foreach (var cloud in Enum.GetValues<Cloud>())
            {
                foreach (var row in rows)
                {
                    data.Add(cloud, row.Status, row.Type, row.Message, row.Fault);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task A_cloud_serves_a_route(Cloud cloud, bool streamed)
    {
        await using var stand = await StartAsync(cloud, _ => CloudWire.Serve(cloud, streamed));

        var reply = await AskAsync(stand.Table.CloudFirst, streamed);

        var record = reply.GetRouteRecord()!;
        Assert.Equal((CloudWire.Reply.Text, ChatFinishReason.Stop), (reply.Text, reply.FinishReason));
        Assert.Equal(("cloud", 1), (record.ServedBy, record.Attempts.Count));
        Assert.Equal((50, 9), (record.Usage!.Value.Input, record.Usage.Value.Output));
        Assert.Equal(((50 * 1m) + (9 * 5m)) / 1_000_000m, record.CostUsd);
        var sent = Assert.Single(stand.Sent);
        Assert.StartsWith($"POST {CloudWire.Path(cloud, streamed)}", sent, StringComparison.Ordinal);
        Assert.Contains("\"max_tokens\":500", sent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_what_its_status_and_words_say(Cloud cloud, int status, string type, string message, Fault fault)
    {
        await using var stand = await StartAsync(cloud, _ => CloudWire.Refuse(cloud, status, type, message));

        var reply = await AskAsync(stand.Table.CloudFirst, streamed: false);

        var record = reply.GetRouteRecord()!;
        Assert.Equal((fault, (int?)status), (record.Attempts[0].Fault, record.Attempts[0].StatusCode));
        Assert.Equal("first-party", record.ServedBy);
        Assert.Equal((1, 1), (stand.Sent.Count, stand.FirstParty.Requests.Count));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task A_wait_that_a_cloud_asks_for_keeps_it_from_the_next_call(Cloud cloud, bool streamed)
    {
        await using var stand = await StartAsync(
            cloud, _ => CloudWire.Refuse(cloud, 429, "rate_limit_error", "Too many requests.", "Retry-After: 60\r\n"));

        await AskAsync(stand.Table.CloudFirst, streamed);
        var second = await AskAsync(stand.Table.CloudFirst, streamed);

        Assert.Equal("first-party", second.GetRouteRecord()!.ServedBy);
        Assert.Single(second.GetRouteRecord()!.Attempts);
        Assert.Single(stand.Sent);
    }

    /// <summary>What is the fault without the route's HTTP client: the SDK's own exceptions say nothing that a runtime knows.</summary>
    [Fact]
    public async Task Without_the_routes_client_a_refusal_is_unknown()
    {
        await using var stand = await StartAsync(
            Cloud.Foundry, _ => CloudWire.Refuse(Cloud.Foundry, 429, "rate_limit_error", "Too many requests."), overHttp: false);

        var record = (await AskAsync(stand.Table.CloudFirst, streamed: false)).GetRouteRecord()!;

        Assert.Equal((Fault.Unknown, "first-party"), (record.Attempts[0].Fault, record.ServedBy));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task A_cloud_that_says_nothing_is_left_in_time(Cloud cloud, bool streamed)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var stand = await StartAsync(cloud, _ => new Bytes("", Ending.Hang), time: time);

        var call = AskAsync(stand.Table.CloudFirst, streamed);
        await Patiently.UntilAsync(() => stand.Sent.Count > 0);
        time.Advance(CloudTable.Patience);
        var record = (await call).GetRouteRecord()!;

        Assert.Equal((Fault.Timeout, "first-party"), (record.Attempts[0].Fault, record.ServedBy));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task A_connection_that_breaks_goes_on(Cloud cloud, bool streamed)
    {
        await using var stand = await StartAsync(cloud, _ => new Bytes("", Ending.Reset));

        var record = (await AskAsync(stand.Table.CloudFirst, streamed)).GetRouteRecord()!;

        Assert.Equal((Fault.ConnectionFailed, "first-party"), (record.Attempts[0].Fault, record.ServedBy));
    }

    [Theory]
    [MemberData(nameof(Clouds))]
    public async Task A_cloud_takes_over_from_Anthropic_itself(Cloud cloud, bool streamed)
    {
        await using var stand = await StartAsync(cloud, _ => CloudWire.Serve(cloud, streamed));
        stand.FirstParty.On(CloudTable.Model).Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));

        var reply = await AskAsync(stand.Table.CloudLast, streamed);

        Assert.Equal(
            (CloudWire.Reply.Text, "cloud", Fault.Overloaded),
            (reply.Text, reply.GetRouteRecord()!.ServedBy, reply.GetRouteRecord()!.Attempts[0].Fault));
    }

    [Theory]
    [InlineData(Cloud.Bedrock)]
    [InlineData(Cloud.BedrockMantle)]
    [InlineData(Cloud.Foundry)]
    [InlineData(Cloud.Vertex)]
    [InlineData(Cloud.GoogleCloud)]
    public async Task A_stream_that_ends_early_is_broken_and_keeps_its_text(Cloud cloud)
    {
        await using var stand = await StartAsync(cloud, _ => CloudWire.Stream(cloud, CloudWire.Reply.Content(Dialect.Anthropic)));

        var broken = await Assert.ThrowsAsync<RouteStreamBrokenException>(() => AskAsync(stand.Table.CloudFirst, streamed: true));

        Assert.Equal((Fault.StreamBroken, CloudWire.Reply.Text), (broken.Fault, broken.PartialText));
    }

    [Fact]
    public async Task Bedrocks_exception_inside_a_stream_breaks_it()
    {
        await using var stand = await StartAsync(Cloud.Bedrock, _ => CloudWire.Stream(
            Cloud.Bedrock, CloudWire.Reply.Content(Dialect.Anthropic), EventStream.Exception("throttlingException", "Too many tokens.")));

        var broken = await Assert.ThrowsAsync<RouteStreamBrokenException>(() => AskAsync(stand.Table.CloudFirst, streamed: true));

        Assert.Equal(Fault.StreamBroken, broken.Fault);
    }

    private static async Task<ChatResponse> AskAsync(CloudRoute route, bool streamed) => streamed
        ? await ((IChatClient)route).GetStreamingResponseAsync("Good morning").ToChatResponseAsync()
        : await ((IChatClient)route).GetResponseAsync("Good morning");

    private static async Task<CloudStand> StartAsync(
        Cloud cloud, Func<string, Bytes> script, bool overHttp = true, FakeTimeProvider? time = null)
    {
        var firstParty = await SimulatedProvider.StartAsync(ProviderWire.Anthropic, new() { RequireApiKey = true });
        return new(cloud, script, firstParty, overHttp, time);
    }

    private sealed class CloudStand : IAsyncDisposable
    {
        private readonly ScriptedServer _server;
        private readonly ServiceProvider _services;
        private readonly HttpClient _ownHttp = new();

        public CloudStand(Cloud cloud, Func<string, Bytes> script, SimulatedProvider firstParty, bool overHttp, FakeTimeProvider? time)
        {
            FirstParty = firstParty;
            _server = new(request =>
            {
                lock (Sent)
                {
                    Sent.Add(request);
                }

                return script(request);
            });
            var address = new Uri(_server.Endpoint).GetLeftPart(UriPartial.Authority);
            _services = new ServiceCollection()
                .AddSingleton(time ?? TimeProvider.System)
                .AddRouteTable<CloudTable>(table =>
                {
                    _ = overHttp
                        ? table.UseChatClient("cloud", (_, http) => CloudWire.Client(cloud, address, http))
                        : table.UseChatClient("cloud", _ => CloudWire.Client(cloud, address, _ownHttp));
                    table.Configure(settings =>
                    {
                        var own = settings.GetOrAddProvider("anthropic");
                        (own.ApiKey, own.Endpoint) = (Adapters.Key, firstParty.Endpoint.AbsoluteUri);
                    });
                })
                .BuildServiceProvider();
            Table = _services.GetRequiredService<CloudTable>();
        }

        public CloudTable Table { get; }

        public SimulatedProvider FirstParty { get; }

        /// <summary>What reached the cloud, head and body.</summary>
        public List<string> Sent { get; } = [];

        public async ValueTask DisposeAsync()
        {
            await _services.DisposeAsync();
            await _server.DisposeAsync();
            await FirstParty.DisposeAsync();
            _ownHttp.Dispose();
        }
    }
}
