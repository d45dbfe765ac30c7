using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using RouteGen.Testing;

namespace RouteGen.Frameworks.Tests.Aspire;

/// <summary>
/// The application of docs/aspire.md: Aspire's own model gives the service its environment, in this process and without its orchestrator,
/// and the service runs with it, over HTTP, between a provider and a gateway that are simulated.
/// </summary>
internal sealed class AspireBench : IAsyncDisposable
{
    public const string Key = "sk-from-the-app-host";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("routegen-aspire-");

    private AspireBench(SimulatedProvider openAI, SimulatedProvider gateway) => (OpenAI, Gateway) = (openAI, gateway);

    public SimulatedProvider OpenAI { get; }

    public SimulatedProvider Gateway { get; }

    public static async Task<AspireBench> StartAsync() => new(
        await SimulatedProvider.StartAsync(ProviderWire.OpenAI, cancellationToken: TestContext.Current.CancellationToken),
        await SimulatedProvider.StartAsync(ProviderWire.OpenAI, cancellationToken: TestContext.Current.CancellationToken));

    /// <summary>What Aspire sets for the service.</summary>
    public async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync()
    {
        foreach (var project in (string[])["Gateway", "Desk", "AppHost"])
        {
            var path = Path.Combine(_folder.FullName, project, project + ".csproj");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />", TestContext.Current.CancellationToken);
        }

        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [],
            DisableDashboard = true,
            ProjectDirectory = Path.Combine(_folder.FullName, "AppHost"),
        });
        builder.Configuration["Parameters:openai-key"] = Key;
        builder.Configuration["Parameters:openai-address"] = OpenAI.Endpoint.AbsoluteUri;
        builder.Configuration["Parameters:gateway-key"] = "rk-from-the-app-host";
        var desk = builder.AddDesk();

        // What the orchestrator does when it starts a project: it gives its endpoints a port.
        var gateway = builder.Resources.OfType<ProjectResource>().Single(p => p.Name == "gateway");
        foreach (var endpoint in gateway.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, Gateway.Endpoint.Host, Gateway.Endpoint.Port);
        }

        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        var execution = await ExecutionConfigurationBuilder.Create(desk.Resource).WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
                TestContext.Current.CancellationToken);
        foreach (var (name, value) in execution.EnvironmentVariables)
        {
            environment[name] = value;
        }

        return environment;
    }

    /// <summary>The service with that environment, as <c>Host.CreateApplicationBuilder</c> reads it.</summary>
    public static IHost Start(IReadOnlyDictionary<string, string> environment, Action<IHostApplicationBuilder>? also = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(environment.Select(static v => KeyValuePair.Create(
            v.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), (string?)v.Value)));
        builder.AddDesk();
        also?.Invoke(builder);
        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await OpenAI.DisposeAsync();
        await Gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
