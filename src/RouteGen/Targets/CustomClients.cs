using Microsoft.Extensions.AI;

namespace RouteGen.Targets;

/// <summary>The chat clients and embedding generators that the application gives a table's targets of kind <c>custom</c>.</summary>
internal sealed class CustomClients
{
    private readonly Dictionary<string, (Func<IServiceProvider, TargetPorts> Create, bool SupportsEmbeddings)> _factories =
        new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _factories.Keys;

    public bool Has(string target) => _factories.ContainsKey(target);

    public bool SupportsEmbeddings(string target) => _factories[target].SupportsEmbeddings;

    public void Add(string target, Func<IServiceProvider, IChatClient> create) =>
        _factories[target] = (services => new TargetPorts(create(services)), false);

    public void Add(string target, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> create) =>
        _factories[target] = (services => new TargetPorts(create(services)), true);

    public TargetPorts Create(string target, IServiceProvider services) => _factories[target].Create(services);
}
