namespace RouteGen.Testing;

/// <summary>How a simulated provider treats every request.</summary>
public sealed class SimulatedProviderOptions
{
    /// <summary>Answers 401 to a request that carries none of <c>Authorization: Bearer</c>, <c>x-api-key</c> and <c>api-key</c>. Any value is accepted.</summary>
    public bool RequireApiKey { get; init; }

    /// <summary>The loopback port to listen on; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where "now" comes from, for a Retry-After in the form of a date.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
