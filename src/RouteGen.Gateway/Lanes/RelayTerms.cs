using RouteGen.Dialects.Relay;

namespace RouteGen.Gateway.Lanes;

/// <summary>What holds for every relayed attempt of one call.</summary>
internal sealed class RelayTerms
{
    /// <summary>The model's name as the caller sent it: that is what the reply says.</summary>
    public required string Model { get; init; }

    /// <summary>Whether nothing is relayed: what is translated is to come to the same, which tests compare.</summary>
    public bool IsOff { get; init; }

    /// <summary>What stands for the caller's users; null leaves them as they are.</summary>
    public CallerPseudonyms? Pseudonyms { get; init; }

    /// <summary>Headers of the caller's that go on: as <see cref="Relay.HeadersOf"/> picks them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
