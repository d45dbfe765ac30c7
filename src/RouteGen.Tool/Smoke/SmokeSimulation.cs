using RouteGen.Definitions;
using RouteGen.OpenAI;
using RouteGen.Tables;
using RouteGen.Testing;
using RouteGen.Tool.Simulation;

namespace RouteGen.Tool.Smoke;

/// <summary>
/// Simulated providers in place of a table's, which answer what a run asks. One of kind <c>custom</c> speaks Chat Completions.
/// </summary>
internal sealed class SmokeSimulation : IAsyncDisposable
{
    private readonly RouteTableDefinition _table;
    private readonly SimulatedTable _simulated;
    private readonly Dictionary<string, SimulatedProvider> _providers = new(StringComparer.Ordinal);
    private readonly List<SimulatedProvider> _own = [];

    private SmokeSimulation(RouteTableDefinition table, SimulatedTable simulated) => (_table, _simulated) = (table, simulated);

    public static async Task<SmokeSimulation> StartAsync(RouteTableFile file, CancellationToken cancellation)
    {
        var simulation = new SmokeSimulation(file.Definition, await SimulatedTable.StartAsync(file, cancellation));
        try
        {
            await simulation.FindAsync(cancellation);
            return simulation;
        }
        catch
        {
            await simulation.DisposeAsync();
            throw;
        }
    }

    /// <summary>How a provider of the table is reached.</summary>
    public SmokeAccess Reach(ProviderDefinition provider) => _providers.GetValueOrDefault(provider.Name) is not { } simulated
        ? new(null, null, [new(null, null, null)], null)
        : new(simulated.Endpoint.AbsoluteUri, simulated.Endpoint.Authority, [new(null, null, SimulatedTable.Key)], null)
        {
            Adapter = provider.Adapter is null ? OpenAIAdapter.Instance : null,
            Kind = provider.Adapter is null ? "openai-compatible" : null,
            Auth = ProviderAuth.ApiKey,
        };

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _own)
        {
            await provider.DisposeAsync();
        }

        await _simulated.DisposeAsync();
    }

    private async Task FindAsync(CancellationToken cancellation)
    {
        foreach (var target in _table.Targets)
        {
            if (!_providers.TryGetValue(target.Provider.Name, out var provider))
            {
                provider = _simulated.ProviderOf(target.Name);
                if (provider is null)
                {
                    provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI, cancellationToken: cancellation);
                    _own.Add(provider);
                }

                provider.OnAnyModel().Always(Answer);
                _providers[target.Provider.Name] = provider;
            }

            if ((target.Dimensions ?? target.Model.Dimensions) is { } dimensions)
            {
                provider.SetDimensions(target.Deployment, dimensions);
            }
        }
    }

    private static SimulatedReply Answer(SimulatedRequest request)
    {
        if (request.Model == SmokeRequest.NoSuchModel)
        {
            return SimulatedReply.Failing(SimulatedFailure.ModelNotFound);
        }

        var body = request.Body.GetRawText();
        return body.Contains(SmokeRequest.PictureQuestion, StringComparison.Ordinal) ? SimulatedReply.FromText("Red.")
            : body.Contains(SmokeRequest.StreamQuestion, StringComparison.Ordinal)
                ? SimulatedReply.FromText("one, two, three, four, five, six, seven, eight, nine, ten, and so on to twenty")
            : body.Contains(SmokeRequest.SchemaQuestion, StringComparison.Ordinal)
                ? SimulatedReply.FromText("""{"capital":"Oslo","letters":4}""")
            : PretendModel.Answer(request.Model, request);
    }
}
