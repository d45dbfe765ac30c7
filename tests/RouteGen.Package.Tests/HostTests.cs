using System.Net.Http.Json;
using System.Text.Json;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>Fresh projects of the kinds of hosts that docs/hosts.md lists: each calls a route, and fails over.</summary>
[Collection(nameof(HostCollection))]
public sealed class HostTests(BuiltHosts hosts)
{
    private const string Listening = "http://127.0.0.1:";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Desk")]
    [InlineData("Work")]
    [InlineData("Web")]
    public void They_build_without_a_warning(string project) => Assert.Empty(hosts.WarningsOf(project));

    [Fact]
    public async Task A_console_program_fails_over()
    {
        await using var providers = await TwoProviders.WithAnOutageAsync("two lines");

        await using var program = await RunningProgram.StartAsync(hosts.Program("Desk", providers.Variables), "");

        Assert.Equal("two lines by AnthropicQuick, two lines by AnthropicChat", program.FirstLine);
    }

    [Fact]
    public async Task A_worker_fails_over()
    {
        await using var providers = await TwoProviders.WithAnOutageAsync("two lines");

        await using var program = await RunningProgram.StartAsync(hosts.Program("Work", providers.Variables), "");

        Assert.Equal("two lines by Haiku after 2 attempts", program.FirstLine);
    }

    [Fact]
    public async Task A_minimal_API_fails_over()
    {
        await using var providers = await TwoProviders.WithAnOutageAsync("two lines");
        await using var site = await StartSiteAsync(providers);
        using var client = new HttpClient { BaseAddress = new(site.FirstLine) };

        using var reply = await client.PostAsJsonAsync("/summaries", new { text = "a ticket" }, Cancellation);
        var summary = await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(("two lines", "Haiku"), (summary.GetProperty("text").GetString(), summary.GetProperty("by").GetString()));
        Assert.NotEmpty(await client.GetStringAsync("/health", Cancellation));
    }

    [Fact]
    public async Task A_controller_fails_over()
    {
        await using var providers = await TwoProviders.WithAnOutageAsync("two lines");

        Assert.Equal("two lines by Haiku", await GetAsync(providers, "/mvc/a-ticket"));
    }

    [Fact]
    public async Task A_Blazor_page_fails_over()
    {
        await using var providers = await TwoProviders.WithAnOutageAsync("two lines");

        Assert.Contains("<body>two lines by Haiku</body>", await GetAsync(providers, "/blazor"), StringComparison.Ordinal);
    }

    private async Task<string> GetAsync(TwoProviders providers, string path)
    {
        await using var site = await StartSiteAsync(providers);
        using var client = new HttpClient { BaseAddress = new(site.FirstLine) };
        return await client.GetStringAsync(path, Cancellation);
    }

    private Task<RunningProgram> StartSiteAsync(TwoProviders providers) =>
        RunningProgram.StartAsync(hosts.Program("Web", providers.Variables, "--urls", Listening + "0"), Listening);
}
