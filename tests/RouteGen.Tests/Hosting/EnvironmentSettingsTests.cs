using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Hosting;

/// <summary>A console program without a host: its settings come from the environment. Each test has variables of its own.</summary>
public sealed class EnvironmentSettingsTests : IDisposable
{
    private readonly string _table = "Env" + Guid.NewGuid().ToString("N");
    private readonly List<string> _set = [];

    private string Customary => _table + "_BASE_URL";

    private string Own => _table + "_OWN";

    [Fact]
    public async Task Without_a_configuration_settings_are_the_environments()
    {
        Set($"ROUTEGEN__{_table}__Providers__house__ApiKey", "k-1");
        Set($"RouteGen__{_table}__Providers__house__Endpoint", "http://127.0.0.1:9/v1");

        Assert.Equal("k-1 at http://127.0.0.1:9/v1", await AskAsync());
    }

    [Fact]
    public async Task A_configuration_that_is_registered_is_the_only_one_that_is_read()
    {
        Set($"RouteGen__{_table}__Providers__house__ApiKey", "k-1");

        await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync(configuration: new ConfigurationBuilder().Build()));
    }

    [Fact]
    public async Task An_address_is_that_of_settings_the_tables_variable_the_table_the_customary_variable_and_the_kind_in_this_order()
    {
        Set($"RouteGen__{_table}__Providers__house__ApiKey", "k-1");
        Assert.Equal("k-1 at https://public/", await AskAsync());

        Set(Customary, "http://usual");
        Assert.Equal("k-1 at http://usual/read", await AskAsync());
        Assert.Equal("k-1 at http://table/", await AskAsync(endpoint: "http://table/"));

        Set(Own, "http://variable/");
        Assert.Equal("k-1 at http://variable/", await AskAsync(endpoint: "http://table/"));

        Set($"RouteGen__{_table}__Providers__house__Endpoint", "http://setting/");
        Assert.Equal("k-1 at http://setting/", await AskAsync(endpoint: "http://table/"));
    }

    [Fact]
    public async Task The_customary_variable_is_read_as_its_tools_write_it_where_the_table_names_it_too()
    {
        Set($"RouteGen__{_table}__Providers__house__ApiKey", "k-1");
        Set(Customary, " http://usual ");

        Assert.Equal("k-1 at http://usual/read", await AskAsync(endpoint: "http://table/", variable: Customary));
    }

    [Theory]
    [InlineData("RouteGen__{0}__Providers__house__ApiKey")]
    [InlineData("ROUTEGEN__{0}__PROVIDERS__HOUSE__APIKEY")]
    [InlineData("routegen:{0}:providers:house:apikey")]
    [InlineData("RouteGen__{0}:Providers__house:ApiKeys")]
    [InlineData("RouteGen__{0}__Providers__house__ApiKeys__0")]
    public async Task A_setting_is_found_however_its_variable_is_spelt(string name)
    {
        Set(string.Format(CultureInfo.InvariantCulture, name, _table), " k-1 ");

        Assert.Equal("k-1 at https://public/", await AskAsync());
    }

    [Theory]
    [InlineData("eu-house", "eu_house")]
    [InlineData("eu.house-2", "EU_House_2")]
    [InlineData("eu-house", "eu-house")]
    [InlineData("eu_house", "eu_house")]
    public async Task A_provider_whose_name_no_shell_can_set_has_underscores_there(string provider, string name)
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync(provider: provider));
        Set($"RouteGen__{_table}__Providers__{name}__ApiKey", "k-1");

        Assert.Equal("k-1 at https://public/", await AskAsync(provider: provider));
        Assert.Contains(
            $"set the environment variable RouteGen__{_table}__Providers__{provider.Replace('-', '_').Replace('.', '_')}__ApiKey or",
            e.Message,
            StringComparison.Ordinal);
        Assert.Equal("k-2 at https://public/", await AskAsync(provider: provider, configuration: new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [$"RouteGen:{_table}:Providers:{name}:ApiKey"] = "k-2" }).Build()));
    }

    [Theory]
    [InlineData("house")]
    [InlineData("//house/k-secret")]
    [InlineData("ftp://house/k-secret")]
    [InlineData("https://")]
    [InlineData("\"https://house/k-secret\"")]
    [InlineData("https://k-secret@house")]
    [InlineData("https://house/openai/chat?api-version=2025-01-01&key=k-secret")]
    [InlineData("https://house/v1#k-secret")]
    public async Task An_address_that_no_path_can_follow_is_an_error_and_nothing_is_called(string address)
    {
        Set($"RouteGen__{_table}__Providers__house__ApiKey", "k-1");
        foreach (var name in (string[])[$"RouteGen__{_table}__Providers__house__Endpoint", Own])
        {
            Set(name, address);
            var e = await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync());
            Environment.SetEnvironmentVariable(name, null);

            Assert.Contains($"fix the environment variable RouteGen__{_table}__Providers__house__Endpoint", e.Message,
                StringComparison.Ordinal);
            Assert.DoesNotContain("k-secret", e.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wrong_address_hides_no_missing_key_and_is_named_by_where_it_stands()
    {
        Set(Own, "house/k-secret");

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync());

        Assert.Contains(
            $"provider 'house' has no API key: set the environment variable RouteGen__{_table}__Providers__house__ApiKey or the " +
            $"environment variable {_table}_KEY, and the endpoint of provider 'house' is not an absolute http or https address without " +
            $"credentials, query and fragment: fix the environment variable RouteGen__{_table}__Providers__house__Endpoint " +
            $"or the environment variable {Own} ",
            e.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("k-secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_customary_variable_counts_beside_a_configuration_too()
    {
        Set(Customary, "http://usual");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { [$"RouteGen:{_table}:Providers:house:ApiKey"] = "k-2" }).Build();

        Assert.Equal("k-2 at http://usual/read", await AskAsync(configuration: configuration));
    }

    [Fact]
    public async Task A_customary_variable_that_is_no_address_is_an_error_and_never_the_public_address()
    {
        Set($"RouteGen__{_table}__Providers__house__ApiKey", "k-1");
        Set(Customary, "k-secret@");

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync());

        Assert.Contains($"or the environment variable {Customary}", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("k-secret", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_missing_is_told_at_once_by_names_that_work_without_a_configuration()
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => AskAsync(hasOwnAddress: false));

        Assert.Contains(
            $"provider 'house' has no API key: set the environment variable RouteGen__{_table}__Providers__house__ApiKey or the " +
            $"environment variable {_table}_KEY, and no endpoint: set the environment variable " +
            $"RouteGen__{_table}__Providers__house__Endpoint or the environment variable {Own}",
            e.Message,
            StringComparison.Ordinal);
        Assert.Contains("provider 'other' has no API key", e.Message, StringComparison.Ordinal);
        Set($"RouteGen__{_table}__Providers__house__ApiKey", "k-1");
        Set($"RouteGen__{_table}__Providers__other__ApiKey", "k-1");
        Set($"RouteGen__{_table}__Providers__house__Endpoint", "http://setting/");
        Set($"RouteGen__{_table}__Providers__other__Endpoint", "http://setting/");
        Assert.Equal("k-1 at http://setting/", await AskAsync(hasOwnAddress: false));
    }

    public void Dispose() => _set.ForEach(static name => Environment.SetEnvironmentVariable(name, null));

    private void Set(string name, string value)
    {
        _set.Add(name);
        Environment.SetEnvironmentVariable(name, value);
    }

    private async Task<string> AskAsync(
        string? endpoint = null, IConfiguration? configuration = null, bool hasOwnAddress = true, string? variable = null,
        string provider = "house")
    {
        var adapter = new EchoAdapter(Customary, hasOwnAddress);
        ProviderDefinition[] providers = [.. ((string[])[provider, "other"]).Take(hasOwnAddress ? 1 : 2).Select(name =>
            new ProviderDefinition
        {
            Name = name,
            Kind = "echo",
            Adapter = adapter,
            Auth = ProviderAuth.ApiKey,
            ApiKeyVariable = _table + "_KEY",
            Endpoint = endpoint,
            EndpointVariable = variable ?? Own,
        })];
        TargetDefinition[] targets = [.. providers.Select((provider, i) =>
            new TargetDefinition { Name = TestBench.Names[i], Provider = provider, Model = TestBench.Model(0), Deployment = "deployed" })];
        TestTable.Current.Value = new RouteTableDefinition
        {
            Name = _table,
            Hash = "h",
            Providers = providers,
            Targets = targets,
            Routes = [TestRoutes.Plain([.. targets.Select(t => new ChainEntryDefinition { Target = t })])],
        };
        var services = new ServiceCollection();
        if (configuration is not null)
        {
            services.AddSingleton(configuration);
        }

        await using var provided = services.AddRouteTable<TestTable>().BuildServiceProvider();
        return (await provided.GetRequiredService<TestTable>().Ask.GetResponseAsync("a ticket")).Text;
    }

    /// <summary>Answers with the key and the address that it was made with.</summary>
    private sealed class EchoAdapter(string variable, bool hasOwnAddress) : IProviderAdapter
    {
        public IChatClient CreateChatClient(ProviderConnection connection) =>
            new ScriptedClient().Then(Step.Says($"{connection.ApiKey} at {connection.Endpoint}"));

        public Uri? GetDefaultEndpoint(string kind) => hasOwnAddress ? new("https://public/") : null;

        public string? GetEndpointVariable(string kind) => hasOwnAddress ? variable : null;

        public string ReadEndpointVariable(string kind, string value) => value + "/read";

        public Fault? Classify(Exception exception) => null;
    }
}
