using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks.Outage;

/// <summary>Microsoft.Extensions.AI's own failover, over two clients of the OpenAI SDK.</summary>
internal sealed class FailoverContestant(Uri first, Uri second) : IContestant
{
    public string Name => "M.E.AI OrderedFailoverChatClient";

#pragma warning disable MEAI001 // Experimental: a peer to measure against, and nothing more.
    public IChatClient Create() =>
        new OrderedFailoverChatClient([Clients.Create(first, "gpt-5-mini"), Clients.Create(second, "gpt-oss-120b")]);
#pragma warning restore MEAI001

    public ValueTask DisposeAsync() => default;
}
