using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>
/// Every request that left the SDKs, each marked by a header, and the attempt that it left for: the span that it was sent under.
/// </summary>
internal sealed class SentRequests
{
    public const string Header = "x-wire-request";

    private readonly ConcurrentDictionary<string, ConcurrentQueue<SentRequest>> _byAttempt = new();
    private int _count;

    public IReadOnlyCollection<SentRequest> ByAttempt(string attempt) => _byAttempt.TryGetValue(attempt, out var sent) ? sent : [];

    public DelegatingHandler Handler() => new Marker(this);

    private sealed class Marker(SentRequests all) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sent = new SentRequest($"{Interlocked.Increment(ref all._count)}");
            all._byAttempt.GetOrAdd(Activity.Current!.SpanId.ToHexString(), _ => new()).Enqueue(sent);
            request.Headers.Add(Header, sent.Id);
            request.Content = new MarkedBody(request.Content!, sent);
            try
            {
                var reply = await base.SendAsync(request, cancellationToken);
                sent.IsAnswered = true;
                return reply;
            }
            catch (OperationCanceledException)
            {
                sent.CutAt = Stopwatch.GetTimestamp();
                throw;
            }
        }
    }

    private sealed class MarkedBody : HttpContent
    {
        private readonly HttpContent _body;
        private readonly SentRequest _sent;

        public MarkedBody(HttpContent body, SentRequest sent)
        {
            (_body, _sent) = (body, sent);
            foreach (var header in body.Headers)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await _body.CopyToAsync(stream, context, cancellationToken);
            _sent.WrittenAt = Stopwatch.GetTimestamp();
        }

        protected override bool TryComputeLength(out long length) => (length = _body.Headers.ContentLength ?? -1) >= 0;
    }
}

/// <summary>A request as its sender saw it.</summary>
internal sealed class SentRequest(string id)
{
    // A whole request whose connection is closed at once may be lost on its way: what its server had not read by then it need not read.
    private static readonly TimeSpan Journey = TimeSpan.FromMilliseconds(250);

    public string Id => id;

    /// <summary>A time stamp of when its last byte was given to the connection; 0 where that never was.</summary>
    public long WrittenAt { get; set; }

    /// <summary>A time stamp of when it was cancelled before an answer; 0 where it was not.</summary>
    public long CutAt { get; set; }

    /// <summary>Whether the head of a reply came.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Whether it was given up before it was surely at its server, which reads it when this machine lets it.</summary>
    public bool IsCutOnItsWay(Lateness lateness) =>
        CutAt > 0 && (WrittenAt == 0 || Stopwatch.GetElapsedTime(WrittenAt, CutAt) < Journey + lateness.Worst(WrittenAt, CutAt));
}
