using Microsoft.Extensions.AI;

namespace RouteGen.Routing;

/// <summary>What an attempt brought: a whole reply, a committed stream, or neither.</summary>
internal readonly record struct AttemptReply(ChatResponse? Response, CommittedStream? Stream)
{
    public bool Serves => Response is not null || Stream is not null;
}
