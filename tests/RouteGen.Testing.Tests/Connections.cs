using System.Net.Sockets;
using static RouteGen.Testing.Tests.WireRequests;

namespace RouteGen.Testing.Tests;

public sealed class Connections
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    public static TheoryData<SimulatedFailure> Stalls =>
        [SimulatedFailure.StallBeforeReply, SimulatedFailure.StreamStallsBeforeContent, SimulatedFailure.StreamStallsAfterContent];

    [Theory]
    [MemberData(nameof(Stalls))]
    public async Task A_stall_ends_when_the_client_goes_away_and_the_request_says_so(SimulatedFailure stall)
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        provider.On(Model).Always(SimulatedReply.Failing(stall));
        using var patience = new CancellationTokenSource();

        var reply = ReadAllAsync(provider, patience.Token);
        await provider.WaitForRequestAsync(1).WaitAsync(Bound);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
        var request = provider.Requests.Single();
        await request.Ended.WaitAsync(Bound);
        Assert.True(request.IsAborted);
    }

    [Theory]
    [MemberData(nameof(Stalls))]
    public async Task A_stall_ends_when_the_provider_stops(SimulatedFailure stall)
    {
        var provider = await SimulatedProvider.StartAsync(ProviderWire.Anthropic);
        provider.On(Model).Always(SimulatedReply.Failing(stall));
        var reply = ReadAllAsync(provider, CancellationToken.None);
        await provider.WaitForRequestAsync(1).WaitAsync(Bound);

        await provider.DisposeAsync().AsTask().WaitAsync(Bound);
        await provider.Requests.Single().Ended.WaitAsync(Bound);
        Assert.False(provider.Requests.Single().IsAborted);
        await Assert.ThrowsAnyAsync<Exception>(() => reply.WaitAsync(Bound));
    }

    [Fact]
    public async Task A_stall_after_tokens_has_sent_them()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        provider.On(Model).Reply(SimulatedReply.Failing(SimulatedFailure.StreamStallsAfterContent) with { FailAfterPieces = 3 });
        using var response = await provider.PostAsync(streamed: true);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var text = "";
        while (!text.Contains("are", StringComparison.Ordinal))
        {
            text += await reader.ReadLineAsync().WaitAsync(Bound) + "\n";
        }

        Assert.Equal("These words are", TextOf(ProviderWire.OpenAI, Events(text)));
    }

    [Theory]
    [InlineData(SimulatedFailure.ConnectionReset, false)]
    [InlineData(SimulatedFailure.ConnectionReset, true)]
    [InlineData(SimulatedFailure.StreamResetAfterContent, false)]
    [InlineData(SimulatedFailure.StreamResetAfterContent, true)]
    public async Task A_reset_breaks_the_connection_and_is_not_the_clients_doing(SimulatedFailure reset, bool streamed)
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        provider.On(Model).Reply(SimulatedReply.Failing(reset));

        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            using var response = await provider.PostAsync(streamed);
            await response.Content.ReadAsStringAsync();
        });
        await provider.Requests.Single().Ended.WaitAsync(Bound);
        Assert.False(provider.Requests.Single().IsAborted);
    }

    [Fact]
    public async Task Nobody_listens_at_the_refused_endpoint()
    {
        using var http = new HttpClient();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(
            () => http.GetAsync(SimulatedProvider.GetRefusedEndpoint(ProviderWire.OpenRouter)));
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(refused.InnerException).SocketErrorCode);
    }

    private static async Task<string> ReadAllAsync(SimulatedProvider provider, CancellationToken cancellationToken)
    {
        using var response = await provider.PostAsync(streamed: true, cancellationToken: cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }
}
