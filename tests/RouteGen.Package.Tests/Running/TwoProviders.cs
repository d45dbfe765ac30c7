using RouteGen.Testing;

namespace RouteGen.Package.Tests.Running;

/// <summary>OpenAI and Anthropic as simulated providers, for a program that finds them by the usual variables.</summary>
internal sealed class TwoProviders : IAsyncDisposable
{
    /// <summary>Nothing of the machine's own: neither keys nor addresses.</summary>
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>
    {
        ["OPENAI_API_KEY"] = "",
        ["OPENAI_BASE_URL"] = "",
        ["ANTHROPIC_API_KEY"] = "",
        ["ANTHROPIC_BASE_URL"] = "",
    };

    private TwoProviders(SimulatedProvider openai, SimulatedProvider anthropic) => (OpenAI, Anthropic) = (openai, anthropic);

    public SimulatedProvider OpenAI { get; }

    public SimulatedProvider Anthropic { get; }

    /// <summary>Where they are, without keys.</summary>
    public Dictionary<string, string> Addresses => new(None)
    {
        ["OPENAI_BASE_URL"] = OpenAI.Endpoint.AbsoluteUri,
        ["ANTHROPIC_BASE_URL"] = Anthropic.Endpoint.AbsoluteUri,
    };

    /// <summary>Where they are, and what they take for keys.</summary>
    public Dictionary<string, string> Variables =>
        new(Addresses) { ["OPENAI_API_KEY"] = "simulated", ["ANTHROPIC_API_KEY"] = "simulated" };

    public static async Task<TwoProviders> StartAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        return new(
            await SimulatedProvider.StartAsync(ProviderWire.OpenAI, cancellationToken: cancellation),
            await SimulatedProvider.StartAsync(ProviderWire.Anthropic, cancellationToken: cancellation));
    }

    /// <summary>The first overloaded, so that the second has to serve.</summary>
    public static async Task<TwoProviders> WithAnOutageAsync(string text)
    {
        var providers = await StartAsync();
        providers.OpenAI.OnAnyModel().Always(SimulatedReply.Failing(SimulatedFailure.Overloaded));
        providers.Anthropic.OnAnyModel().Always(SimulatedReply.FromText(text));
        return providers;
    }

    public async ValueTask DisposeAsync()
    {
        await OpenAI.DisposeAsync();
        await Anthropic.DisposeAsync();
    }
}
