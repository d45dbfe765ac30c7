using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;
using RouteGen.Hosting;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Hosting;

public sealed class HostingTests
{
    private const string KeyVariable = "ROUTEGEN_TESTS_KEY";

    [Fact]
    public async Task A_missing_key_stops_the_host_and_names_provider_setting_variable_and_routes()
    {
        using var host = Host(_ => { });

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("provider 'house' has no API key: set RouteGen:TestTable:Providers:house:ApiKey or the environment variable " +
            "ROUTEGEN_TESTS_KEY (needed by route 'ask')", e.Message, StringComparison.Ordinal);
        Assert.Contains("AllowMissing", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_key_fails_the_first_call_where_there_is_no_host()
    {
        using var host = Host(_ => { });
        var table = host.Services.GetRequiredService<TestTable>();

        await Assert.ThrowsAsync<OptionsValidationException>(() => table.Ask.GetResponseAsync("a ticket"));
    }

    [Fact]
    public async Task Configuration_gives_the_key_and_the_endpoint()
    {
        using var host = Host(c =>
        {
            c["RouteGen:TestTable:Providers:house:ApiKey"] = "k-1";
            c["RouteGen:TestTable:Providers:house:Endpoint"] = "http://127.0.0.1:9/v1";
        });
        await host.StartAsync(TestContext.Current.CancellationToken);

        var response = await host.Services.GetRequiredService<TestTable>().Ask.GetResponseAsync("a ticket");

        Assert.Equal("k-1 at http://127.0.0.1:9/v1", response.Text);
        Assert.Equal("127.0.0.1:9", response.Record.Attempts[0].Host);
    }

    [Fact]
    public async Task Settings_are_followed_on_reload_and_a_wrong_one_leaves_the_last_good_state()
    {
        using var host = Host(c => c["RouteGen:TestTable:Providers:house:ApiKey"] = "k-1");
        var table = host.Services.GetRequiredService<TestTable>();
        Assert.StartsWith("k-1", (await table.Ask.GetResponseAsync("a ticket")).Text, StringComparison.Ordinal);
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();

        configuration["RouteGen:TestTable:Providers:house:ApiKey"] = "k-2";
        configuration.Reload();
        Assert.StartsWith("k-2", (await table.Ask.GetResponseAsync("a ticket")).Text, StringComparison.Ordinal);

        configuration["RouteGen:TestTable:Providers:house:Endpoint"] = "not an address";
        configuration.Reload();
        Assert.StartsWith("k-2 at http://default/", (await table.Ask.GetResponseAsync("a ticket")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RouteGen:TestTable:Providers:hose:ApiKey", "k", "is not a provider of the table; it has 'house'")]
    [InlineData("RouteGen:TestTable:Providers:house:Endpoint", "ftp://x", "is not an absolute http or https address")]
    [InlineData("RouteGen:TestTable:Providers:house:Endpoint", "http://user:pass@x/", "is not an absolute http or https address")]
    [InlineData("RouteGen:TestTable:Providers:house:Endpoint", "http://passage/v1/chat/completions",
        "the endpoint of provider 'house' ends in the path of a request, to which each request adds its own: write the base address into " +
        "RouteGen:TestTable:Providers:house:Endpoint")]
    [InlineData("RouteGen:TestTable:Providers:house:Endpoint", "http://passage/{resource}/v1", "still holds a placeholder: write the base")]
    [InlineData("RouteGen:TestTable:AllowMissing", "passable", "RouteGen:TestTable:AllowMissing must be true or false")]
    [InlineData(
        "RouteGen:TestTable:Providers:house:Auth", "password", "RouteGen:TestTable:Providers:house:Auth must be apiKey, token or none")]
    [InlineData("RouteGen:TestTable:Providers:house:ApiKey", "k\nX-Evil: 1", "a line break or another control character")]
    public async Task A_wrong_setting_is_refused_without_repeating_its_value(string key, string value, string message)
    {
        using var host = Host(c => { c["RouteGen:TestTable:Providers:house:ApiKey"] = "k-1"; c[key] = value; });

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Evil", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_provider_may_be_left_out_and_the_record_says_so()
    {
        using var host = Host(c => c["RouteGen:TestTable:AllowMissing"] = "true");
        await host.StartAsync(TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<RouteException>(
            () => host.Services.GetRequiredService<TestTable>().Ask.GetResponseAsync("a ticket"));

        Assert.Equal([new SkippedTarget("first", SkipReason.NotConfigured)], e.Record.Skipped);
    }

    [Fact]
    public async Task A_route_is_a_keyed_client_and_may_be_the_default_one_and_survives_a_consumers_using()
    {
        using var host = Host(c => c["RouteGen:TestTable:Providers:house:ApiKey"] = "k-1", o => o.UseAsDefault(t => t.Ask));
        using (var byKey = host.Services.GetRequiredKeyedService<IChatClient>("TestTable/ask"))
        {
            Assert.Same(host.Services.GetRequiredService<TestTable>().Ask, byKey);
        }

        var byDefault = host.Services.GetRequiredService<IChatClient>();

        Assert.StartsWith("k-1", (await byDefault.GetResponseAsync("a ticket")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_for_a_target_that_is_not_custom_is_refused()
    {
        using var host = Host(
            c => c["RouteGen:TestTable:Providers:house:ApiKey"] = "k-1", o => o.UseChatClient("first", _ => new ScriptedClient()));

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("UseChatClient names 'first', which is not a target of kind custom", e.Message, StringComparison.Ordinal);
    }

    private static IHost Host(Action<IDictionary<string, string?>> settings, Action<RouteTableBuilder<TestTable>>? configure = null)
    {
        var provider = new ProviderDefinition
        {
            Name = "house",
            Kind = "echo",
            Adapter = new EchoAdapter(),
            Auth = ProviderAuth.ApiKey,
            ApiKeyVariable = KeyVariable
        };
        var target = new TargetDefinition { Name = "first", Provider = provider, Model = TestBench.Model(0), Deployment = "deployed" };
        TestTable.Current.Value = new RouteTableDefinition
        {
            Name = "TestTable",
            Hash = "h",
            Providers = [provider],
            Targets = [target],
            Routes = [TestRoutes.Plain([new ChainEntryDefinition { Target = target }])],
        };
        var values = new Dictionary<string, string?>();
        settings(values);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(values);
        builder.Services.AddRouteTable(configure);
        return builder.Build();
    }

    /// <summary>Answers with the key and the address that it was made with.</summary>
    private sealed class EchoAdapter : IProviderAdapter
    {
        public IChatClient CreateChatClient(ProviderConnection connection) =>
            new ScriptedClient().Then(Step.Says($"{connection.ApiKey} at {connection.Endpoint}"));

        public Uri GetDefaultEndpoint(string kind) => new("http://default/");

        public Fault? Classify(Exception exception) => null;
    }
}
