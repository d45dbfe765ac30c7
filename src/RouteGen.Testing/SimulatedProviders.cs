using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.Hosting;
using RouteGen.Routes;
using RouteGen.Testing.Wire;

namespace RouteGen.Testing;

/// <summary>
/// A simulated provider for every provider of a table, each on a loopback port of its own and speaking the wire format of its kind.
/// </summary>
public sealed class SimulatedProviders : IAsyncDisposable
{
    private readonly Dictionary<string, SimulatedProvider> _providers;
    private readonly ConcurrentDictionary<string, ModelScript> _customTargets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _customHits = new(StringComparer.Ordinal);

    private SimulatedProviders(RouteTableDefinition table, Dictionary<string, SimulatedProvider> providers)
    {
        Table = table;
        _providers = providers;
    }

    internal RouteTableDefinition Table { get; }

    /// <summary>Starts a provider for each of <typeparamref name="TTable"/> that has an adapter.</summary>
    /// <exception cref="NotSupportedException">A provider is of a kind that is not simulated.</exception>
    public static async Task<SimulatedProviders> StartAsync<TTable>(CancellationToken cancellationToken = default)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        var table = TTable.Definition;
        var started = new Dictionary<string, SimulatedProvider>(StringComparer.Ordinal);
        try
        {
            foreach (var provider in table.Providers.Where(p => p.Adapter is not null))
            {
                started[provider.Name] = await SimulatedProvider.StartAsync(
                    WireOf(provider), cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await new SimulatedProviders(table, started).DisposeAsync().ConfigureAwait(false);
            throw;
        }

        foreach (var target in table.Targets.Where(t => t.Provider.Adapter is not null))
        {
            if (target.Model.Dimensions is { } dimensions)
            {
                started[target.Provider.Name].SetDimensions(target.Deployment, dimensions);
            }
        }

        return new SimulatedProviders(table, started);
    }

    /// <summary>The simulated provider that stands in for a provider of the table, by its name in routes.json.</summary>
    /// <exception cref="ArgumentException">The table has no such provider, or it is of kind <c>custom</c>.</exception>
    public SimulatedProvider GetProvider(string name) => _providers.TryGetValue(name, out var provider)
        ? provider
        : throw new ArgumentException($"Table '{Table.Name}' simulates no provider '{name}'; it simulates " +
            $"{string.Join(", ", _providers.Keys.Select(k => $"'{k}'"))}.", nameof(name));

    /// <summary>The script of a target, by its name in routes.json.</summary>
    /// <exception cref="ArgumentException">The table has no such target.</exception>
    public ModelScript On(string target)
    {
        var definition = Target(target);
        return definition.Provider.Adapter is null
            ? _customTargets.GetOrAdd(target, static name => new ModelScript(name))
            : GetProvider(definition.Provider.Name).On(definition.Deployment);
    }

    /// <summary>How many requests a target received.</summary>
    /// <exception cref="ArgumentException">The table has no such target.</exception>
    public int GetRequestCount(string target)
    {
        var definition = Target(target);
        return definition.Provider.Adapter is null
            ? _customHits.GetValueOrDefault(target)
            : GetProvider(definition.Provider.Name).GetRequestCount(definition.Deployment);
    }

    /// <summary>Points a registration of the table at the simulated providers, whatever configuration says.</summary>
    public void Use<TTable>(RouteTableBuilder<TTable> table)
        where TTable : RouteTableBase, IRouteTable<TTable>
    {
        ArgumentNullException.ThrowIfNull(table);
        table.Configure(settings =>
        {
            foreach (var (name, provider) in _providers)
            {
                var own = settings.GetOrAddProvider(name);
                own.Endpoint = provider.Endpoint.AbsoluteUri;
                own.ApiKey = "simulated";
                own.ApiKeys.Clear();
                own.Auth = ProviderAuth.ApiKey;
            }
        });
        foreach (var target in Table.Targets.Where(t => t.Provider.Adapter is null))
        {
            if (Table.SupportsEmbeddings(target.Name))
            {
                table.UseEmbeddingGenerator(target.Name, _ => new SimulatedEmbeddingGenerator(target, On(target.Name), () => Hit(target)));
            }
            else
            {
                table.UseChatClient(target.Name, _ => new SimulatedChatClient(target, On(target.Name), () => Hit(target)));
            }
        }
    }

    /// <summary>Stops every provider.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers.Values)
        {
            await provider.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Hit(TargetDefinition target) => _customHits.AddOrUpdate(target.Name, 1, static (_, n) => n + 1);

    private TargetDefinition Target(string name) => Table.Targets.FirstOrDefault(t => t.Name == name)
        ?? throw new ArgumentException($"Table '{Table.Name}' has no target '{name}'.", nameof(name));

    private static ProviderWire WireOf(ProviderDefinition provider) => WireKinds.Find(provider.Kind)
        ?? throw new NotSupportedException(
            $"Provider '{provider.Name}' is of kind '{provider.Kind}', which RouteGen.Testing does not simulate.");
}
