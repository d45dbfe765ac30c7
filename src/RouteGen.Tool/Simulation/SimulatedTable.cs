using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.Tables;
using RouteGen.Targets;
using RouteGen.Testing;
using RouteGen.Testing.Wire;

namespace RouteGen.Tool.Simulation;

/// <summary>
/// A simulated provider on loopback for every provider of a table, each in its own dialect, and clients for its targets of kind
/// <c>custom</c>: the table runs without keys, a network or a bill. Models say the same to the same request every time. Thread-safe.
/// </summary>
internal sealed class SimulatedTable : IAsyncDisposable
{
    /// <summary>What stands for a key, and is none.</summary>
    public const string Key = "simulated";

    private readonly ConcurrentDictionary<string, SimulatedProvider> _providers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ModelScript> _custom = new(StringComparer.Ordinal);
    private volatile RouteTableDefinition _table;

    private SimulatedTable(RouteTableDefinition table) => _table = table;

    /// <summary>The names of the table's targets.</summary>
    public IEnumerable<string> Targets => _table.Targets.Select(static t => t.Name);

    /// <summary>Starts a provider for each of a table's.</summary>
    /// <exception cref="InvalidOperationException">The table cannot be used.</exception>
    public static async Task<SimulatedTable> StartAsync(RouteTableFile table, CancellationToken cancellation = default)
    {
        var simulated = new SimulatedTable(table.Definition);
        try
        {
            await simulated.AddAsync(table, cancellation).ConfigureAwait(false);
            return simulated;
        }
        catch
        {
            await simulated.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Simulates another version of the table: providers that are there stay where they are, new ones are started.</summary>
    public async Task AddAsync(RouteTableFile table, CancellationToken cancellation = default)
    {
        foreach (var provider in table.Definition.Providers)
        {
            // By its kind, too: a provider of the same name may come to speak another dialect.
            if (provider.Adapter is not null && WireKinds.Find(provider.Kind) is { } wire && !_providers.ContainsKey(IdOf(provider)))
            {
                var started = await SimulatedProvider.StartAsync(wire, cancellationToken: cancellation).ConfigureAwait(false);
                started.OnAnyModel().Always(request => Answer(provider, request));
                _providers[IdOf(provider)] = started;
            }
        }

        foreach (var target in table.Definition.Targets)
        {
            if ((target.Dimensions ?? target.Model.Dimensions) is { } dimensions && Find(target.Provider) is { } provider)
            {
                provider.SetDimensions(target.Deployment, dimensions);
            }
        }

        _table = table.Definition;
    }

    /// <summary>
    /// Registers a table (in place of <c>AddRouteTable</c>) that asks what is simulated of it, whatever configuration says of keys and
    /// addresses. It was started or added before.
    /// </summary>
    public void Register(IServiceCollection services, RouteTableFile table)
    {
        services.AddRouteTable(table, settings => PointAt(table.Definition, settings));
        AddCustomClients(services, table.Definition);
    }

    /// <summary>Points a table's settings at the simulated providers.</summary>
    public void PointAt(RouteTableDefinition table, RouteTableSettings settings)
    {
        foreach (var provider in table.Providers)
        {
            if (Find(provider) is not { } simulated)
            {
                continue;
            }

            var own = settings.GetOrAddProvider(provider.Name);
            own.Endpoint = simulated.Endpoint.AbsoluteUri;
            own.ApiKey = Key;
            own.ApiKeys.Clear();
            own.Auth = ProviderAuth.ApiKey;
        }
    }

    /// <summary>
    /// Makes a target fail from now on, or behave: <see cref="FaultWords.None"/> ends it. Targets that ask one provider for one model
    /// cannot be told apart there, and fail together.
    /// </summary>
    /// <param name="target">The target's name.</param>
    /// <param name="fault">One of <see cref="FaultWords"/>.</param>
    /// <exception cref="ArgumentException">There is no such target or no such fault; the message lists those that there are.</exception>
    public void Fail(string target, string fault)
    {
        if (!Targets.Contains(target, StringComparer.Ordinal))
        {
            throw new ArgumentException($"There is no target '{target}'. Targets: {string.Join(", ", Targets)}.");
        }

        if (!FaultWords.Contains(fault))
        {
            throw new ArgumentException(
                $"There is no fault '{fault}'. Faults: {string.Join(", ", FaultWords.All)}, {FaultWords.None}.");
        }

        if (fault == FaultWords.None)
        {
            _faults.TryRemove(target, out _);
        }
        else
        {
            _faults[target] = fault;
        }
    }

    /// <summary>
    /// The provider that answers a target, to be scripted by the model's name, or for what it was asked; null for one of kind
    /// <c>custom</c>, which has no wire.
    /// </summary>
    public SimulatedProvider? ProviderOf(string target) =>
        _table.Targets.FirstOrDefault(t => t.Name == target) is { } found ? Find(found.Provider) : null;

    /// <summary>Stops every provider.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers.Values)
        {
            await provider.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static string IdOf(ProviderDefinition provider) => $"{provider.Kind}/{provider.Name}";

    private SimulatedProvider? Find(ProviderDefinition provider) => _providers.GetValueOrDefault(IdOf(provider));

    // They have no wire, and the container of a table that was read has nobody else to give it clients.
    private void AddCustomClients(IServiceCollection services, RouteTableDefinition table)
    {
        var clients = (CustomClients)services.Last(
            s => s.ServiceType == typeof(CustomClients) && Equals(s.ServiceKey, table.Name)).KeyedImplementationInstance!;
        foreach (var target in table.Targets.Where(static t => t.Provider.Adapter is null))
        {
            var script = _custom.GetOrAdd(target.Name, static name => new ModelScript(name)).Always(request => Act(target, request));
            if (table.SupportsEmbeddings(target.Name))
            {
                clients.Add(target.Name, IEmbeddingGenerator<string, Embedding<float>> (_) =>
                    new SimulatedEmbeddingGenerator(target, script, static () => { }));
            }
            else
            {
                clients.Add(target.Name, IChatClient (_) => new SimulatedChatClient(target, script, static () => { }));
            }
        }
    }

    private SimulatedReply Answer(ProviderDefinition provider, SimulatedRequest request)
    {
        string? fault = null;
        foreach (var target in _table.Targets)
        {
            if (target.Provider.Name == provider.Name && target.Deployment == request.Model)
            {
                fault ??= _faults.GetValueOrDefault(target.Name);
            }
        }

        return FaultWords.Apply(fault, PretendModel.Answer(request.Model, request));
    }

    private SimulatedReply Act(TargetDefinition target, SimulatedRequest request) =>
        FaultWords.Apply(_faults.GetValueOrDefault(target.Name), PretendModel.Answer(target.Deployment, request));
}
