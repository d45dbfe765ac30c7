using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;
using RouteGen.Hosting;
using RouteGen.Targets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Hosting;

public sealed class KeySettingsTests : IDisposable
{
    private const string House = "RouteGen:TestTable:Providers:house:";

    // Variables belong to the process: each test has its own.
    private readonly string[] _variables = [.. Enumerable.Range(0, 3).Select(i => $"ROUTEGEN_TESTS_KEY_{i}_{Guid.NewGuid():N}")];

    public void Dispose()
    {
        foreach (var variable in _variables)
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Fact]
    public async Task Keys_come_from_the_variables_in_their_order()
    {
        Set("k-1", "k-2", "k-3");
        using var host = Host(_ => { });

        Assert.Equal(["k-1", "k-2", "k-3", "k-1"], await AskAsync(host, 4));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("commas")]
    public async Task Keys_of_the_configuration_win(string form)
    {
        Set("k-1", "k-2", "k-3");
        using var host = Host(c =>
        {
            (c[House + "ApiKeys:0"], c[House + "ApiKeys:1"]) = form == "list" ? (" c-1 ", "c-2") : (null, null);
            c[House + "ApiKeys"] = form == "list" ? null : "c-1, c-2";
        });

        Assert.Equal(["c-1", "c-2", "c-1"], await AskAsync(host, 3));
    }

    [Fact]
    public async Task One_key_of_the_configuration_wins_over_several_variables()
    {
        Set("k-1", "k-2", "k-3");
        using var host = Host(c => c[House + "ApiKey"] = "c-1");

        Assert.Equal(["c-1", "c-1"], await AskAsync(host, 2));
    }

    [Fact]
    public async Task Code_sets_several_too()
    {
        using var host = Host(_ => { }, o => o.Configure(settings =>
        {
            settings.GetOrAddProvider("house").ApiKeys.Add("c-1");
            settings.GetOrAddProvider("house").ApiKeys.Add("c-2");
        }));

        Assert.Equal(["c-1", "c-2"], await AskAsync(host, 2));
    }

    [Fact]
    public async Task A_variable_that_is_missing_among_several_is_named_with_its_place()
    {
        Set("k-1", null, " ");

        var problem = await ProblemAsync(_ => { });

        Assert.Contains(
            $"provider 'house' lacks an API key: set the environment variable {_variables[1]} for key 2 of 3, and the environment " +
            $"variable {_variables[2]} for key 3 of 3 (needed by route 'ask')",
            problem, StringComparison.Ordinal);
        Assert.DoesNotContain("k-1", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_at_all_names_each_variable()
    {
        var problem = await ProblemAsync(_ => { });

        Assert.Contains($"provider 'house' has no API key: set the environment variable {_variables[0]} for key 1 of 3, and the " +
            $"environment variable {_variables[1]}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_is_blank_among_several_is_named_with_its_place()
    {
        var problem = await ProblemAsync(c => (c[House + "ApiKeys:0"], c[House + "ApiKeys:1"]) = ("canary", ""));

        Assert.Contains(
            "provider 'house' lacks an API key: set RouteGen:TestTable:Providers:house:ApiKeys:1 for key 2 of 2",
            problem,
            StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_key_beside_several_is_refused()
    {
        var problem = await ProblemAsync(c => (c[House + "ApiKey"], c[House + "ApiKeys:0"]) = ("canary", "canary-2"));

        Assert.Contains("has a key at RouteGen:TestTable:Providers:house:ApiKey and others at " +
            "RouteGen:TestTable:Providers:house:ApiKeys: set only one of the two", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_break_in_one_of_several_is_named_with_its_place()
    {
        var problem = await ProblemAsync(c => (c[House + "ApiKeys:0"], c[House + "ApiKeys:1"]) = ("canary", "canary\nX-Evil: 1"));

        Assert.Contains(
            "a line break or another control character in it: set RouteGen:TestTable:Providers:house:ApiKeys:1 to the key alone",
            problem,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Evil", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_providers_may_be_missing_the_other_keys_serve_under_their_own_places_and_a_warning_tells()
    {
        Set("k-1", null, "k-3");
        var log = new LogLines();
        using var host = Host(c => c["RouteGen:TestTable:AllowMissing"] = "true", log: log);

        Assert.Equal(["k-1", "k-3", "k-1"], await AskAsync(host, 3));
        Assert.Equal(
            [1, 3], host.Services.GetRequiredService<TestTable>().Ask.Records.Take(2).Select(r => r.Attempts[0].Credential!.Value));
        Assert.Contains(
            log.All,
            l => l.Id == 26 && l.Text.Contains($"set the environment variable {_variables[1]} for key 2 of 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_that_change_by_the_minute_leave_nothing_behind()
    {
        using var host = Host(c => c[House + "ApiKey"] = "k-0");
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        for (var i = 1; i < 200; i++)
        {
            await AskAsync(host, 1);
            configuration[House + "ApiKey"] = $"k-{i}";
            configuration[House + "Endpoint"] = $"http://host-{i}/";
            configuration.Reload();
            Time.Advance(TimeSpan.FromMinutes(1));
            if (i % 50 == 49)
            {
                GC.Collect();
            }
        }

        Assert.Equal(["k-199"], await AskAsync(host, 1));
        GC.Collect();
        configuration.Reload();
        Assert.InRange(host.Services.GetRequiredService<TargetHealthRegistry>().Count, 1, 60);
    }

    private Microsoft.Extensions.Time.Testing.FakeTimeProvider Time { get; } = new(
        new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    private static async Task<string[]> AskAsync(IHost host, int times)
    {
        var keys = new List<string>();
        for (var i = 0; i < times; i++)
        {
            keys.Add((await host.Services.GetRequiredService<TestTable>().Ask.GetResponseAsync("a ticket")).Text);
        }

        return [.. keys];
    }

    private async Task<string> ProblemAsync(Action<IDictionary<string, string?>> settings)
    {
        using var host = Host(settings);
        return (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken))).Message;
    }

    private void Set(params string?[] keys)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            Environment.SetEnvironmentVariable(_variables[i], keys[i]);
        }
    }

    private IHost Host(
        Action<IDictionary<string, string?>> settings, Action<RouteTableBuilder<TestTable>>? configure = null, LogLines? log = null)
    {
        var provider = new ProviderDefinition
        {
            Name = "house",
            Kind = "echo",
            Adapter = new KeyAdapter(),
            Auth = ProviderAuth.ApiKey,
            ApiKeyVariable = _variables[0],
            ApiKeyVariables = _variables,
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
        builder.Configuration.AddInMemoryCollection(values.Where(v => v.Value is not null));
        builder.Services.AddSingleton<TimeProvider>(Time);
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        builder.Services.AddRouteTable(configure);
        return builder.Build();
    }

    /// <summary>Answers with the key that it was made with.</summary>
    private sealed class KeyAdapter : IProviderAdapter
    {
        public IChatClient CreateChatClient(ProviderConnection connection) => new ScriptedClient().Then(Step.Says(connection.ApiKey!));

        public Uri GetDefaultEndpoint(string kind) => new("http://default/");

        public Fault? Classify(Exception exception) => null;
    }
}
