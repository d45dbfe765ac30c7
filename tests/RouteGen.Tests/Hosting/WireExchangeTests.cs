using RouteGen.Wire;

namespace RouteGen.Tests.Hosting;

/// <summary>What an SDK leaves open of a reply is closed with its attempt.</summary>
public sealed class WireExchangeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reply_is_let_go_of_with_its_attempt_also_where_its_content_was_taken_out(bool disabled)
    {
        var body = new WatchedBody();
        using var exchange = new HttpMessageInvoker(new WireObserver(TimeProvider.System) { InnerHandler = new Answering(body) });
        var attempt = WireExchange.Current = new WireExchange();
        using var reply = await exchange.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "http://provider.example/"), CancellationToken.None);
        if (disabled)
        {
            // So does the pipeline of OpenAI's SDK, which keeps the stream alone.
            _ = await reply.Content.ReadAsStreamAsync();
            reply.Content = null;
        }

        Assert.False(body.IsDisposed);
        attempt.End();
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task A_reply_that_comes_after_the_end_of_its_attempt_is_nobodys()
    {
        var body = new WatchedBody();
        using var exchange = new HttpMessageInvoker(new WireObserver(TimeProvider.System) { InnerHandler = new Answering(body) });
        (WireExchange.Current = new WireExchange()).End();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => exchange.SendAsync(new HttpRequestMessage(HttpMethod.Post, "http://provider.example/"), CancellationToken.None));
        Assert.True(body.IsDisposed);
    }

    private sealed class Answering(Stream body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(body) });
    }

    private sealed class WatchedBody : MemoryStream
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
