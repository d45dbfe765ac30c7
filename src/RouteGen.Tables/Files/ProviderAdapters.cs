using RouteGen.Definitions;

namespace RouteGen.Tables;

/// <summary>
/// What serves providers, by their kind: in a project the adapter packages say so in a build property, and here whoever reads a table.
/// </summary>
public sealed class ProviderAdapters
{
    private readonly SortedDictionary<string, Entry> _kinds = new(StringComparer.Ordinal);

    /// <summary>The kinds that can be served, in ordinal order; <c>custom</c>, which needs no adapter, is none of them.</summary>
    public IReadOnlyCollection<string> Kinds => _kinds.Keys;

    /// <summary>Adds a kind; one that is there is replaced.</summary>
    /// <param name="kind">The kind as tables write it, such as <c>openai</c>.</param>
    /// <param name="adapter">The <c>Instance</c> of an adapter package.</param>
    /// <param name="responses">What serves it where a table asks for <c>"api": "responses"</c>; null for the same.</param>
    public ProviderAdapters Add(string kind, IProviderAdapter adapter, IProviderAdapter? responses = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(adapter);
        _kinds[kind] = new(adapter, responses ?? adapter);
        return this;
    }

    internal IProviderAdapter? Find(string kind, bool responses) =>
        _kinds.TryGetValue(kind, out var entry) ? (responses ? entry.Responses : entry.Adapter) : null;

    private sealed record Entry(IProviderAdapter Adapter, IProviderAdapter Responses);
}
