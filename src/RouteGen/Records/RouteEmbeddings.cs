using System.Collections;
using Microsoft.Extensions.AI;

namespace RouteGen;

/// <summary>Vectors that came through a route, in the order of the texts.</summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route.</typeparam>
public sealed class RouteEmbeddings<TTarget> : IReadOnlyList<Embedding<float>>
    where TTarget : struct, Enum
{
    internal RouteEmbeddings(GeneratedEmbeddings<Embedding<float>> embeddings, RouteRecord record, TTarget servedBy)
    {
        var properties = RouteRecordExtensions.Public(embeddings.AdditionalProperties) ?? [];
        properties[RouteRecordExtensions.Key] = RouteRecordExtensions.IdOf(record);

        // A list of its own, since a generator may give one to several callers.
        Embeddings = new GeneratedEmbeddings<Embedding<float>>(embeddings) { Usage = embeddings.Usage, AdditionalProperties = properties };
        Record = record;
        ServedBy = servedBy;
    }

    /// <summary>The vectors as Microsoft.Extensions.AI has them, with the id of the record among their properties.</summary>
    public GeneratedEmbeddings<Embedding<float>> Embeddings { get; }

    /// <summary>The target that served.</summary>
    public TTarget ServedBy { get; }

    /// <summary>All that is known of the call.</summary>
    public RouteRecord Record { get; }

    /// <summary>What the call cost, failed attempts included.</summary>
    public RouteCost Cost => new() { Usd = Record.CostUsd, Source = Record.CostSource };

    /// <summary>The number of vectors, which is that of the texts.</summary>
    public int Count => Embeddings.Count;

    /// <summary>The vector of the text at <paramref name="index"/>.</summary>
    public Embedding<float> this[int index] => Embeddings[index];

    /// <inheritdoc/>
    public IEnumerator<Embedding<float>> GetEnumerator() => Embeddings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
