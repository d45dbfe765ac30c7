using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Hosting;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>
/// The two instants of a cancellation at which a request stayed open at its provider: each made to happen, in every dialect.
/// </summary>
public sealed class ReleaseOverTheWire
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static TheoryData<Dialect, bool> PlainAndStreamed => Adapters.PlainAndStreamed;

    /// <summary>
    /// The OpenAI SDK takes the content out of its reply, and lets go of it undisposed where its token is cancelled before it first reads.
    /// </summary>
    [Theory]
    [MemberData(nameof(PlainAndStreamed))]
    public async Task A_request_cancelled_between_a_replys_headers_and_its_first_read_is_released(Dialect dialect, bool streamed)
    {
        using var source = new CancellationTokenSource();
        await using var stand = await Stand.StartAsync(dialect, services => services
            .AddHttpClient(RouteHttpClients.GetName("WireTable", dialect.ToString()))
            .AddHttpMessageHandler(() => new TakingOfReply(source.Cancel)));
        stand.PrimaryScript.Always(SimulatedReply.Failing(SimulatedFailure.StreamStallsBeforeContent));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(stand.Route, streamed, source.Token));
        await Assert.Single(stand.Primary.Requests).Ended.WaitAsync(Patience);
    }

    /// <summary>
    /// What a caller does once it is told of its cancellation runs where it cancelled, and must not come before the socket is told.
    /// </summary>
    [Theory]
    [MemberData(nameof(PlainAndStreamed))]
    public async Task A_caller_who_is_busy_after_a_cancellation_does_not_keep_its_request_open(Dialect dialect, bool streamed)
    {
        using var source = new CancellationTokenSource();
        await using var stand = await Stand.StartAsync(dialect);
        stand.PrimaryScript.Always(SimulatedReply.Failing(SimulatedFailure.StallBeforeReply));

        var busy = Task.Run(async () =>
        {
            try
            {
                await AskAsync(stand.Route, streamed, source.Token).ConfigureAwait(false);
                return false;
            }
            catch (OperationCanceledException)
            {
                return Assert.Single(stand.Primary.Requests).Ended.Wait(Patience, CancellationToken.None);
            }
        });
        _ = await stand.Primary.WaitForRequestAsync(1);
        await Task.Run(source.Cancel);

        Assert.True(await busy, "The request was open for as long as its caller was busy.");
    }

    private static async Task AskAsync(WireRoute route, bool streamed, CancellationToken cancellationToken)
    {
        if (!streamed)
        {
            await route.GetResponseAsync("Good morning", cancellationToken: cancellationToken).ConfigureAwait(false);
            return;
        }

        await foreach (var _ in route.GetStreamingResponseAsync("Good morning", cancellationToken: cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <summary>Calls back as a reply's body is taken to be read.</summary>
    private sealed class TakingOfReply(Action then) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var reply = await base.SendAsync(request, cancellationToken);
            reply.Content = new WatchedContent(reply.Content, then);
            return reply;
        }
    }

    private sealed class WatchedContent : HttpContent
    {
        private readonly HttpContent _content;
        private readonly Action _then;

        public WatchedContent(HttpContent content, Action then)
        {
            (_content, _then) = (content, then);
            Headers.ContentType = content.Headers.ContentType;
        }

        protected override async Task<Stream> CreateContentReadStreamAsync()
        {
            var stream = await _content.ReadAsStreamAsync();
            _then();
            return stream;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _content.CopyToAsync(stream);

        protected override bool TryComputeLength(out long length) => (length = 0) > 0;

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _content.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
