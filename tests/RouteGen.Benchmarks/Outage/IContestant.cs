using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks.Outage;

/// <summary>A way to ask a first provider, and a second when the first fails.</summary>
internal interface IContestant : IAsyncDisposable
{
    string Name { get; }

    /// <summary>A client for one trial: nothing that it learnt in another may help or hurt it.</summary>
    IChatClient Create();
}
