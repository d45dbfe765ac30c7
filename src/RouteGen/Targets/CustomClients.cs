using Microsoft.Extensions.AI;

namespace RouteGen.Targets;

/// <summary>The chat clients and embedding generators that the application gives a table's targets of kind <c>custom</c>.</summary>
internal sealed class CustomClients
{
    private readonly Dictionary<string, CustomClient> _clients = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _clients.Keys;

    public bool Has(string target) => _clients.ContainsKey(target);

    public bool SupportsEmbeddings(string target) => _clients[target].SupportsEmbeddings;

    /// <summary>Whether it sends through an HTTP client of the table's, so that failures are read from the wire.</summary>
    public bool IsOverHttp(string target) => _clients.TryGetValue(target, out var client) && client.IsOverHttp;

    public void Add(string target, Func<IServiceProvider, IChatClient> create, bool isOverHttp = false) =>
        _clients[target] = new(services => new TargetPorts(create(services)), SupportsEmbeddings: false, isOverHttp);

    public void Add(
        string target, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> create, bool isOverHttp = false) =>
        _clients[target] = new(services => new TargetPorts(create(services)), SupportsEmbeddings: true, isOverHttp);

    public TargetPorts Create(string target, IServiceProvider services) => _clients[target].Create(services);

    private sealed record CustomClient(Func<IServiceProvider, TargetPorts> Create, bool SupportsEmbeddings, bool IsOverHttp);
}
