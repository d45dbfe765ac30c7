using RouteGen.Definitions;

namespace RouteGen.Targets;

/// <summary>The keys of a provider under the settings in force, in the order of their places.</summary>
/// <param name="All">The keys; none where none is configured.</param>
/// <param name="Count">How many there are to be, so that a place can be named with how many.</param>
/// <param name="Missing">The places that have no key, each with what would give it one; null where none is missing.</param>
/// <param name="Problem">What is there that cannot be right; null where nothing is.</param>
internal sealed record ProviderKeys(IReadOnlyList<ProviderKey> All, int Count, string? Missing, string? Problem)
{
    public static ProviderKeys None { get; } = new([], 0, null, null);

    /// <summary>
    /// Reads the keys that configuration states, else that of the connection string, else those of the environment variables that the table
    /// names.
    /// </summary>
    /// <param name="provider">The provider.</param>
    /// <param name="own">What is configured of it.</param>
    /// <param name="path">Where it is configured.</param>
    /// <param name="connection">The connection string that the table names.</param>
    public static ProviderKeys Resolve(ProviderDefinition provider, ProviderSettings? own, string path, ConnectionText connection)
    {
        var single = NotBlank(own?.ApiKey);
        if (own is { ApiKeys.Count: > 0 })
        {
            return single is null
                ? Create([.. own.ApiKeys], i => $"{path}:ApiKeys:{i}")
                : None with { Problem = $"a key at {path}:ApiKey and others at {path}:ApiKeys: set only one of the two" };
        }

        if (single is null && connection.Key is { } passed)
        {
            return Create([passed], _ => $"Key in {connection.Setting}");
        }

        if (single is null && provider.ApiKeyVariables.Count > 1)
        {
            return Create(
                [.. provider.ApiKeyVariables.Select(Environment.GetEnvironmentVariable)],
                i => $"the environment variable {provider.ApiKeyVariables[i]}");
        }

        single ??= provider.ApiKeyVariable is { } variable ? NotBlank(Environment.GetEnvironmentVariable(variable)) : null;
        return single is null ? None : Create([single], _ => $"{path}:ApiKey{ProviderAccess.Or(null, provider.ApiKeyVariable)}");
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{All.Count} of {Count} keys");

    private static ProviderKeys Create(string?[] texts, Func<int, string> whereOf)
    {
        var keys = new List<ProviderKey>();
        var missing = new List<string>();
        string? problem = null;
        for (var i = 0; i < texts.Length; i++)
        {
            if (NotBlank(texts[i]) is not { } text)
            {
                missing.Add($"{whereOf(i)} for key {i + 1} of {texts.Length}");
                continue;
            }

            problem ??= text.Any(char.IsControl)
                ? $"an API key with a line break or another control character in it: set {whereOf(i)} to the key alone"
                : null;
            keys.Add(new(texts.Length == 1 ? null : i + 1, text));
        }

        return new(keys, texts.Length, missing.Count == 0 ? null : string.Join(", and ", missing), problem);
    }

    private static string? NotBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary>One key. It is never written anywhere.</summary>
/// <param name="Place">Its place among several, from 1; null where there is one.</param>
/// <param name="Text">The key.</param>
internal readonly record struct ProviderKey(int? Place, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Place is { } place ? FormattableString.Invariant($"key {place}") : "key";
}
