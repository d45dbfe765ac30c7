using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Hosting;

/// <summary>A provider whose address and key come as a connection string of the application, as Aspire passes them.</summary>
public sealed class ConnectionStringTests : IDisposable
{
    private readonly string _table = "Conn" + Guid.NewGuid().ToString("N");
    private readonly List<string> _set = [];

    [Theory]
    [InlineData("Endpoint=https://house/v1;Key=k-1", "k-1 at https://house/v1 for deployed")]
    [InlineData("Endpoint=https://house/v1;Key=k-1;Model=gpt-4o-mini", "k-1 at https://house/v1 for deployed")]
    [InlineData("endpoint=https://house/v1/; KEY = k-1 ;", "k-1 at https://house/v1/ for deployed")]
    [InlineData("Key=a2V5==;Endpoint=http://127.0.0.1:9", "a2V5== at http://127.0.0.1:9/ for deployed")]
    [InlineData("Endpoint=\"https://house/v1\";Key='k;1'", "k;1 at https://house/v1 for deployed")]
    [InlineData("Key=k-1", "k-1 at https://public/ for deployed")]
    public async Task A_connection_string_has_address_and_key(string text, string expected)
    {
        Set($"ConnectionStrings__{_table}", text);

        Assert.Equal(expected, await AskAsync());
    }

    [Fact]
    public async Task It_may_be_an_address_alone()
    {
        Set(_table + "_KEY", "k-2");
        Set($"CONNECTIONSTRINGS__{_table}", " http://house:8080/v1 ");

        Assert.Equal("k-2 at http://house:8080/v1 for deployed", await AskAsync());
    }

    [Fact]
    public async Task One_of_Azures_App_Service_is_found_by_the_name_that_it_gives_the_variable()
    {
        Set($"CUSTOMCONNSTR_{_table}", "Endpoint=http://azure;Key=k-1");

        Assert.Equal("k-1 at http://azure/ for deployed", await AskAsync());
    }

    [Fact]
    public async Task One_whose_name_no_shell_can_set_has_underscores_there()
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync(name: _table + "-ai"));
        Set($"ConnectionStrings__{_table}_ai", "Endpoint=http://house;Key=k-1");

        Assert.Equal("k-1 at http://house/ for deployed", await AskAsync(name: _table + "-ai"));
        Assert.Contains($"the environment variable ConnectionStrings__{_table}_ai or", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_address_in_it_hides_no_missing_key()
    {
        Set($"ConnectionStrings__{_table}", "Endpoint=house/k-secret");

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync());

        Assert.Contains("provider 'house' has no API key: set", e.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"and the endpoint of provider 'house' is not an absolute http or https address without credentials, query and fragment: " +
            $"fix the environment variable ConnectionStrings__{_table} ",
            e.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("k-secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registered_configuration_is_the_one_that_is_read()
    {
        Set($"ConnectionStrings__{_table}", "Endpoint=http://environment;Key=k-1");

        Assert.Equal("k-2 at http://configuration/ for deployed", await AskAsync(new()
        {
            [$"ConnectionStrings:{_table}"] = "Endpoint=http://configuration;Key=k-2",
        }));
    }

    [Fact]
    public async Task Settings_come_before_it_and_the_tables_variables_and_address_after_it()
    {
        Set(_table + "_KEY", "k-variable");
        Set(_table + "_URL", "http://variable/");
        Assert.Equal("k-variable at http://variable/ for deployed", await AskAsync(endpoint: "http://table/"));

        Set($"ConnectionStrings__{_table}", "Key=k-passed");
        Assert.Equal("k-passed at http://variable/ for deployed", await AskAsync(endpoint: "http://table/"));

        Set($"ConnectionStrings__{_table}", "Key=k-passed;Endpoint=http://passed/");
        Assert.Equal("k-passed at http://passed/ for deployed", await AskAsync(endpoint: "http://table/"));

        Set($"RouteGen__{_table}__Providers__house__Endpoint", "http://setting/");
        Set($"RouteGen__{_table}__Providers__house__ApiKey", "k-setting");
        Assert.Equal("k-setting at http://setting/ for deployed", await AskAsync(endpoint: "http://table/"));
    }

    [Fact]
    public async Task A_missing_one_is_told_with_all_else_that_is_missing()
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync(hasOwnAddress: false));

        Assert.Contains(
            $"provider 'house' has no API key: set the environment variable RouteGen__{_table}__Providers__house__ApiKey, the " +
            $"environment variable ConnectionStrings__{_table} or the environment variable {_table}_KEY, and no endpoint: set the " +
            $"environment variable RouteGen__{_table}__Providers__house__Endpoint, the environment variable "
                + $"ConnectionStrings__{_table} or " +
            $"the environment variable {_table}_URL",
            e.Message,
            StringComparison.Ordinal);
        Assert.Contains("provider 'other' has no API key", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_one_is_not_the_kinds_own_address_where_no_key_says_so()
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(
            () => AskAsync(new() { ["Other"] = "x" }, auth: ProviderAuth.OptionalApiKey));

        Assert.Contains($"provider 'house' has no endpoint: set RouteGen:{_table}:Providers:house:Endpoint, ConnectionStrings:{_table} or",
            e.Message, StringComparison.Ordinal);
        Assert.Equal(" at http://here:11434/ for deployed", await AskAsync(
            new() { [$"ConnectionStrings:{_table}"] = "Endpoint=http://here:11434;Model=llama3.2" }, auth: ProviderAuth.OptionalApiKey));
    }

    [Theory]
    [InlineData("sk-canary-000")]
    [InlineData("https://house/v1;Key=sk-canary-000")]
    [InlineData("AccountKey=sk-canary-000;Model=x")]
    [InlineData("Endpoint=;;Key;sk-canary-000")]
    [InlineData("Endpoint=house/sk-canary-000;Key=k")]
    [InlineData("Endpoint=https://sk-canary-000@house;Key=k")]
    [InlineData("Endpoint=https://house;Key=\"sk-canary-000\nx\"")]
    [InlineData("file:///sk-canary-000")]
    [InlineData("https://house/v1?key=sk-canary-000")]
    [InlineData("Endpoint=https://house/v1#sk-canary-000;Key=k")]
    public async Task A_malformed_one_is_told_without_its_text(string text)
    {
        Set(_table + "_KEY", "k-2");
        Set($"ConnectionStrings__{_table}", text);

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync());

        Assert.Contains($"ConnectionStrings__{_table}", e.Message, StringComparison.Ordinal);
        Assert.Contains("provider 'house'", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-canary", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_counts_for_the_one_target_whose_table_states_none()
    {
        Dictionary<string, string?> settings = new() { [$"ConnectionStrings:{_table}"] = "Endpoint=http://azure;Key=k;Deployment=chat" };

        Assert.Equal("k at http://azure/ for chat", await AskAsync(settings, deployment: null));
        Assert.Equal("k at http://azure/ for deployed", await AskAsync(settings));
        Assert.Equal("k at http://azure/ for other", await AskAsync(
            new(settings) { [$"RouteGen:{_table}:Targets:{TestBench.Names[0]}:Deployment"] = "other" }, deployment: null));
        Assert.Equal($"k at http://azure/ for {TestBench.Model(0).Name}", await AskAsync(settings, deployment: null, targets: 2));
    }

    [Fact]
    public async Task A_reloaded_one_counts_from_the_next_call_on()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { [$"ConnectionStrings:{_table}"] = "Endpoint=http://first;Key=k" }).Build();
        await using var services = Services(Define(true, "deployed", null, 1, ProviderAuth.ApiKey), configuration);
        var table = services.GetRequiredService<TestTable>();
        Assert.Equal("k at http://first/ for deployed", (await table.Ask.GetResponseAsync("a ticket")).Text);

        configuration[$"ConnectionStrings:{_table}"] = "Endpoint=http://second;Key=k";
        configuration.Reload();

        Assert.Equal("k at http://second/ for deployed", (await table.Ask.GetResponseAsync("a ticket")).Text);
    }

    public void Dispose() => _set.ForEach(static name => Environment.SetEnvironmentVariable(name, null));

    private void Set(string name, string value)
    {
        _set.Add(name);
        Environment.SetEnvironmentVariable(name, value);
    }

    private async Task<string> AskAsync(
        Dictionary<string, string?>? settings = null, string? endpoint = null, bool hasOwnAddress = true, string? deployment = "deployed",
        int targets = 1, ProviderAuth auth = ProviderAuth.ApiKey, string? name = null)
    {
        await using var services = Services(
            Define(hasOwnAddress, deployment, endpoint, targets, auth, name),
            settings is null ? null : new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return (await services.GetRequiredService<TestTable>().Ask.GetResponseAsync("a ticket")).Text;
    }

    private static ServiceProvider Services(RouteTableDefinition table, IConfiguration? configuration)
    {
        TestTable.Current.Value = table;
        var services = new ServiceCollection();
        if (configuration is not null)
        {
            services.AddSingleton(configuration);
        }

        return services.AddRouteTable<TestTable>().BuildServiceProvider();
    }

    private RouteTableDefinition Define(
        bool hasOwnAddress, string? deployment, string? endpoint, int count, ProviderAuth auth, string? connection = null)
    {
        var adapter = new EchoAdapter(hasOwnAddress);
        ProviderDefinition[] providers = [.. ((string[])["house", "other"]).Take(hasOwnAddress ? 1 : 2).Select(name =>
            new ProviderDefinition
            {
                Name = name,
                Kind = "echo",
                Adapter = adapter,
                Auth = auth,
                ApiKeyVariable = _table + "_KEY",
                Endpoint = endpoint,
                EndpointVariable = _table + "_URL",
                ConnectionName = connection ?? _table,
            })];
        TargetDefinition[] targets = [.. Enumerable.Range(0, Math.Max(count, providers.Length)).Select(i => new TargetDefinition
        {
            Name = TestBench.Names[i],
            Provider = providers[Math.Min(i, providers.Length - 1)],
            Model = TestBench.Model(0),
            Deployment = deployment ?? TestBench.Model(0).Name,
        })];
        return new RouteTableDefinition
        {
            Name = _table,
            Hash = "h",
            Providers = providers,
            Targets = targets,
            Routes = [TestRoutes.Plain([.. targets.Select(t => new ChainEntryDefinition { Target = t })])],
        };
    }

    /// <summary>Answers with the key, the address and the deployment that it was made with.</summary>
    private sealed class EchoAdapter(bool hasOwnAddress) : IProviderAdapter
    {
        public IChatClient CreateChatClient(ProviderConnection connection) =>
            new ScriptedClient()
                .Then(Step.Says($"{connection.ApiKey} at {connection.Endpoint} for {connection.Target.Deployment}"));

        public Uri? GetDefaultEndpoint(string kind) => hasOwnAddress ? new("https://public/") : null;

        public Fault? Classify(Exception exception) => null;
    }
}
