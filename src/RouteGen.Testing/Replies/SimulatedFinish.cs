namespace RouteGen.Testing;

/// <summary>Why a simulated reply ends.</summary>
public enum SimulatedFinish
{
    /// <summary>The model was done (<c>stop</c>, <c>end_turn</c>).</summary>
    Stop,

    /// <summary>The output limit was reached (<c>length</c>, <c>max_tokens</c>).</summary>
    Length,

    /// <summary>The model calls tools (<c>tool_calls</c>, <c>tool_use</c>).</summary>
    ToolCalls,

    /// <summary>A filter cut the reply, or the model refused (<c>content_filter</c>, <c>refusal</c>).</summary>
    ContentFilter,
}
