using System.Collections.Concurrent;
using System.Diagnostics;

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
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                sent.IsCut = true;
                throw;
            }
        }
    }
}

/// <summary>A request as its sender saw it.</summary>
internal sealed class SentRequest(string id)
{
    public string Id => id;

    /// <summary>
    /// Whether it was cancelled before an answer. A whole request whose connection is closed at once may be lost on its way: what its
    /// server had not read by then it need not read, and when that is the machine decides.
    /// </summary>
    public bool IsCut { get; set; }
}
