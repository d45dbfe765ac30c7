using Microsoft.Extensions.AI;

namespace RouteGen.Targets;

/// <summary>What a route is told while it is called: what runs it knows its hooks, and not the route.</summary>
internal interface IRouteHooks
{
    /// <summary>Whether the application has the last word on the options of attempts.</summary>
    bool HasOptionsHook { get; }

    /// <summary>The last word on the options of one attempt.</summary>
    void ConfigureOptions(int index, ChatOptions options);

    /// <summary>The last word on the options of one attempt at vectors.</summary>
    void ConfigureOptions(int index, EmbeddingGenerationOptions options);

    /// <summary>After every attempt, served or not.</summary>
    void AttemptCompleted(int index, AttemptRecord attempt);

    /// <summary>When the chain advances.</summary>
    void Fallback(int from, int to, Fault fault);

    /// <summary>Once per call, whatever the outcome.</summary>
    void Completed(RouteRecord record);
}
