using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Routing;

namespace RouteGen;

/// <summary>A route to chat models: an <see cref="IChatClient"/> that falls over along its chain.</summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route.</typeparam>
public abstract class ChatRoute<TTarget> : Route
    where TTarget : struct, Enum
{
    /// <summary>Called by generated code.</summary>
    protected ChatRoute(RouteTableRuntime runtime, RouteDefinition definition)
        : base(runtime, definition)
    {
    }

    /// <summary>Generated code passes this on to its partial <c>ConfigureOptions</c>: the last word on the options of one attempt.</summary>
    protected virtual void RaiseConfigureOptions(TTarget target, ChatOptions options)
    {
    }

    /// <summary>Generated code passes this on to its partial <c>OnAttemptCompleted</c>: after every attempt, served or not.</summary>
    protected virtual void RaiseAttemptCompleted(TTarget target, AttemptRecord attempt)
    {
    }

    /// <summary>Generated code passes this on to its partial <c>OnFallback</c>: when the chain advances.</summary>
    protected virtual void RaiseFallback(TTarget from, TTarget to, Fault fault)
    {
    }

    /// <summary>Generated code passes this on to its partial <c>OnCompleted</c>: once per call, whatever the outcome.</summary>
    protected virtual void RaiseCompleted(RouteRecord record)
    {
    }
}
