using System.ComponentModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Targets;

namespace RouteGen;

/// <summary>
/// A route whose targets are the members of an enum: the base of routes that are chat clients, and of
/// those that become one on behalf of a caller.
/// </summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route: the index in the chain plus one.</typeparam>
public abstract class TargetedRoute<TTarget> : ModelRoute
    where TTarget : struct, Enum
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TargetedRoute(RouteTableRuntime runtime, RouteDefinition definition)
        : base(runtime, definition)
    {
    }

    /// <summary>
    /// Generated code passes this on to its partial <c>ConfigureOptions</c>: the last word on the options of one attempt.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void OnConfiguringOptions(TTarget target, ChatOptions options)
    {
    }

    /// <summary>Generated code passes this on to its partial <c>OnAttemptCompleted</c>: after every attempt, served or not.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void OnAttemptEnded(TTarget target, AttemptRecord attempt)
    {
    }

    /// <summary>Generated code passes this on to its partial <c>OnFallback</c>: when the chain advances.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void OnChainAdvanced(TTarget from, TTarget to, Fault fault)
    {
    }

    /// <summary>Generated code passes this on to its partial <c>OnCompleted</c>: once per call, whatever the outcome.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual void OnCallEnded(RouteRecord record)
    {
    }

    internal static TTarget TargetAt(int index)
    {
        // Generated enums are of type int, numbered from 1 in the order of the chain.
        var value = index + 1;
        return Unsafe.As<int, TTarget>(ref value);
    }

    internal override void ConfigureOptions(int index, ChatOptions options) => OnConfiguringOptions(TargetAt(index), options);

    internal override void AttemptCompleted(int index, AttemptRecord attempt) => OnAttemptEnded(TargetAt(index), attempt);

    internal override void Fallback(int from, int to, Fault fault) => OnChainAdvanced(TargetAt(from), TargetAt(to), fault);

    internal override void Completed(RouteRecord record) => OnCallEnded(record);
}
