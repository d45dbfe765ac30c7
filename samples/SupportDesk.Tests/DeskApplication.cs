using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SupportDesk.Tests;

/// <summary>
/// The desk as it is deployed, with simulated providers for the real ones: its own container, endpoints and background job.
/// </summary>
public sealed class DeskApplication : WebApplicationFactory<Program>
{
    private readonly RecordLog _records = new();

    private DeskApplication(SimulatedProviders providers) => Providers = providers;

    public SimulatedProviders Providers { get; }

    public static async Task<DeskApplication> StartAsync() => new(await SimulatedProviders.StartAsync<SupportRoutes>());

    /// <summary>The next record of a route: waits for it.</summary>
    public Task<RouteRecord> RecordAsync(string route) => _records.NextAsync(route, TestContext.Current.CancellationToken);

    /// <summary>Sends a ticket in.</summary>
    /// <returns>The ticket's address.</returns>
    public async Task<string> AddTicketAsync(HttpClient client)
    {
        using var created = await client.PostAsJsonAsync(
            "/tickets", new { customer = "c-7", subject = "Where is my order?", body = "I ordered A-1001 on Monday." });
        created.EnsureSuccessStatusCode();
        return created.Headers.Location!.OriginalString;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Providers.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .ConfigureLogging(logging => logging.ClearProviders())
        .ConfigureTestServices(services => services
            .UseSimulatedProviders<SupportRoutes>(Providers)
            .AddSingleton<IRouteObserver>(_records));
}

/// <summary>Reads replies.</summary>
internal static class Replies
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.Clone();
}
