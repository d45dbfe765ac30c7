namespace RouteGen.Gateway.Keys;

/// <summary>What a token is: a key that is accepted, or why it is not.</summary>
internal readonly struct KeyVerdict
{
    public KeyVerdict(KnownKey key) => Key = key;

    public KeyVerdict(KeyRefusal refusal) => Refusal = refusal;

    /// <summary>The key, also where it is known and refused; null where it is not known.</summary>
    public KnownKey? Key { get; init; }

    public KeyRefusal? Refusal { get; }
}
