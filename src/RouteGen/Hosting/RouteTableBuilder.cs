using System.ComponentModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen.Hosting;

/// <summary>Adjusts the registration of a table.</summary>
/// <typeparam name="TTable">The generated table class.</typeparam>
public sealed class RouteTableBuilder<TTable>
    where TTable : RouteTableBase, IRouteTable<TTable>
{
    private readonly RouteTableDefinition _table;
    private readonly CustomClients _clients;

    internal RouteTableBuilder(IServiceCollection services, RouteTableDefinition table, CustomClients clients)
    {
        Services = services;
        _table = table;
        _clients = clients;
    }

    /// <summary>The services that the table is registered with.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// Serves plain <see cref="IChatClient"/> injection with <paramref name="route"/>, for an application that injects one already.
    /// </summary>
    public RouteTableBuilder<TTable> UseAsDefault(Func<TTable, IChatClient> route)
    {
        ArgumentNullException.ThrowIfNull(route);
        Services.AddSingleton(s => route(s.GetRequiredService<TTable>()));
        return this;
    }

    /// <summary>
    /// Serves plain injection of an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> with <paramref name="route"/>, for
    /// an application that injects one already.
    /// </summary>
    public RouteTableBuilder<TTable> UseAsDefault(Func<TTable, IEmbeddingGenerator<string, Embedding<float>>> route)
    {
        ArgumentNullException.ThrowIfNull(route);
        Services.AddSingleton(s => route(s.GetRequiredService<TTable>()));
        return this;
    }

    /// <summary>
    /// Serves a target of kind <c>custom</c> that is asked for embeddings with a generator of the application's,
    /// which stays the application's to dispose.
    /// </summary>
    /// <param name="target">
    /// The target's name, from the generated <c>{Table}.Targets</c>. One that is not of kind <c>custom</c> is refused at start.
    /// </param>
    /// <param name="create">Makes the generator; called once.</param>
    public RouteTableBuilder<TTable> UseEmbeddingGenerator(
        string target, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(create);
        _clients.Add(target, create);
        return this;
    }

    /// <summary>
    /// Serves a target of kind <c>custom</c> with a client of the application's, which stays the application's to dispose.
    /// </summary>
    /// <param name="target">
    /// The target's name, from the generated <c>{Table}.Targets</c>. One that is not of kind <c>custom</c> is refused at start.
    /// </param>
    /// <param name="create">Makes the client; called once.</param>
    public RouteTableBuilder<TTable> UseChatClient(string target, Func<IServiceProvider, IChatClient> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(create);
        _clients.Add(target, create);
        return this;
    }

    /// <summary>
    /// Serves a target of kind <c>custom</c> with a client of the application's that sends through an HTTP client of the table's. Its
    /// failures are classified from the wire, as those of every other kind: by status, error envelope and Retry-After, whatever the
    /// client throws. It stays the application's to dispose.
    /// </summary>
    /// <param name="target">
    /// The target's name, from the generated <c>{Table}.Targets</c>. One that is not of kind <c>custom</c> is refused at start.
    /// </param>
    /// <param name="create">
    /// Makes the client over the HTTP client, which follows no redirect, repeats nothing and has no timeout of its own; called once.
    /// </param>
    public RouteTableBuilder<TTable> UseChatClient(string target, Func<IServiceProvider, HttpClient, IChatClient> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(create);
        _clients.Add(target, services => create(services, HttpFor(target, services)), isOverHttp: true);
        return this;
    }

    /// <summary>
    /// Serves a target of kind <c>custom</c> that is asked for embeddings with a generator of the application's that sends through an
    /// HTTP client of the table's: see <see cref="UseChatClient(string, Func{IServiceProvider, HttpClient, IChatClient})"/>.
    /// </summary>
    /// <param name="target">
    /// The target's name, from the generated <c>{Table}.Targets</c>. One that is not of kind <c>custom</c> is refused at start.
    /// </param>
    /// <param name="create">Makes the generator over the HTTP client; called once.</param>
    public RouteTableBuilder<TTable> UseEmbeddingGenerator(
        string target, Func<IServiceProvider, HttpClient, IEmbeddingGenerator<string, Embedding<float>>> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        ArgumentNullException.ThrowIfNull(create);
        _clients.Add(target, services => create(services, HttpFor(target, services)), isOverHttp: true);
        return this;
    }

    /// <summary>
    /// Probes the table's targets when the host has started, and again and again: see <see cref="RouteTableBase.ProbeAsync"/>.
    /// </summary>
    /// <param name="interval">From one probe to the next; at least 1 s.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is shorter than 1 s.</exception>
    public RouteTableBuilder<TTable> ProbeEvery(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromSeconds(1));
        Services.AddHostedService(s => new ProbeSchedule<TTable>(s.GetRequiredService<TTable>(), interval, s));
        return this;
    }

    /// <summary>Adjusts settings in code, after configuration: for tests, and for credentials from elsewhere.</summary>
    public RouteTableBuilder<TTable> Configure(Action<RouteTableSettings> configure)
    {
        Services.PostConfigure(_table.Name, configure);
        return this;
    }

    // A target that is not there has been refused before anything is made for it.
    private HttpClient HttpFor(string target, IServiceProvider services) =>
        services.GetRequiredService<IHttpClientFactory>().CreateClient(
            RouteHttpClients.GetName(_table.Name, _table.Targets.First(t => t.Name == target).Provider.Name));
}
