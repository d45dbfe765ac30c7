using System.Net;
using System.Reflection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Definitions;
using RouteGen.Targets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Hosting;

/// <summary>A reload that changes any setting is in effect once; one that changes none is not noticed.</summary>
public sealed class SettingsReloadTests
{
    /// <summary>How each setting is changed alone. What is missing here fails the test that its name is given to.</summary>
    private static readonly Dictionary<string, Action<RouteTableSettings>> Changes = new()
    {
        ["RouteTableSettings.AllowMissing"] = s => s.AllowMissing = true,
        ["RouteTableSettings.CostTolerance"] = s => s.CostTolerance = 0.02m,
        ["RouteTableSettings.IncludeExceptions"] = s => s.IncludeExceptions = true,
        ["RouteTableSettings.MaxRetryAfter"] = s => s.MaxRetryAfter = TimeSpan.FromMinutes(6),
        ["RouteTableSettings.Instances"] = s => s.Instances = 2,
        ["ProviderSettings.Enabled"] = s => s.GetOrAddProvider("house").Enabled = false,
        ["ProviderSettings.ApiKey"] = s => s.GetOrAddProvider("house").ApiKey = "another",
        ["ProviderSettings.ApiKeys"] = s =>
        {
            s.GetOrAddProvider("house").ApiKey = null;
            s.GetOrAddProvider("house").ApiKeys.Add("one");
            s.GetOrAddProvider("house").ApiKeys.Add("two");
        },
        ["ProviderSettings.Endpoint"] = s => s.GetOrAddProvider("house").Endpoint = "http://elsewhere/",
        ["ProviderSettings.Auth"] = s => s.GetOrAddProvider("house").Auth = ProviderAuth.None,
        ["ProviderSettings.AllowMissing"] = s => s.GetOrAddProvider("house").AllowMissing = true,
        ["TargetSettings.Enabled"] = s => s.GetOrAddTarget("first").Enabled = false,
        ["TargetSettings.Deployment"] = s => s.GetOrAddTarget("first").Deployment = "deployed-elsewhere",
        ["RouteSettings.Weights"] = s => s.GetOrAddRoute("ask").Weights["first"] = 7,
        ["RouteSettings.Order"] = s => s.GetOrAddRoute("ask").Order.Add("second"),
        ["RouteSettings.Stay"] = s => s.GetOrAddRoute("ask").Stay = false,
        ["TimeoutSettings.Total"] = s => s.GetOrAddRoute("ask").Timeouts.Total = TimeSpan.FromSeconds(29),
        ["TimeoutSettings.Attempt"] = s => s.GetOrAddRoute("ask").Timeouts.Attempt = TimeSpan.FromSeconds(5),
        ["TimeoutSettings.FirstToken"] = s => s.GetOrAddRoute("ask").Timeouts.FirstToken = TimeSpan.FromSeconds(2),
        ["TimeoutSettings.Idle"] = s => s.GetOrAddRoute("ask").Timeouts.Idle = TimeSpan.FromSeconds(4),
        ["TimeoutSettings.StreamTotal"] = s => s.GetOrAddRoute("ask").Timeouts.StreamTotal = TimeSpan.FromSeconds(59),
    };

    public static TheoryData<string> Settings => [.. Leaves(typeof(RouteTableSettings)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_setting_that_changes_alone_is_in_effect_once(string setting)
    {
        Assert.True(Changes.TryGetValue(setting, out var change), $"{setting} is new: say how it is changed, and see that it reloads.");
        Action<RouteTableSettings>? changed = null;
        var log = new LogLines();
        await using var services = Services(s => changed?.Invoke(s), log);
        var runtime = services.GetRequiredKeyedService<RouteTableRuntime>("TestTable");
        var before = runtime.State;

        Reload(services);
        Assert.Same(before, runtime.State);

        changed = change;
        Reload(services);
        var after = runtime.State;
        Assert.NotEqual(before, after);
        Reload(services);
        Assert.Same(after, runtime.State);
        Assert.Equal(1, log.All.Count(static l => l.Id == 21));

        changed = null;
        Reload(services);
        Assert.NotEqual(after, runtime.State);
        Assert.Equal(before.Settings, runtime.State.Settings);
        Assert.Equal(2, log.All.Count(static l => l.Id == 21));
        Assert.DoesNotContain(log.All, static l => l.Id == 22);
    }

    [Fact]
    public async Task Settings_that_say_what_holds_anyway_are_no_change()
    {
        Action<RouteTableSettings>? changed = null;
        var log = new LogLines();
        await using var services = Services(s => changed?.Invoke(s), log);
        var runtime = services.GetRequiredKeyedService<RouteTableRuntime>("TestTable");
        var before = runtime.State;

        changed = static s =>
        {
            s.CostTolerance = 0.010m;
            s.GetOrAddProvider("other").Enabled = true;
            s.GetOrAddProvider("house").Endpoint = "http://default/";
            s.GetOrAddTarget("FIRST").Deployment = "deployed";
            s.GetOrAddRoute("ask").Order.Clear();
        };
        Reload(services);

        Assert.Same(before, runtime.State);
        Assert.DoesNotContain(log.All, static l => l.Id == 21);
    }

    [Fact]
    public async Task The_settings_in_force_are_no_longer_the_application_s_to_change()
    {
        RouteTableSettings? kept = null;
        await using var services = Services(
            s =>
            {
                kept = s;
                s.GetOrAddRoute("ask").Order.Add("second");
                s.GetOrAddRoute("ask").Weights["first"] = 3;
            },
            new LogLines());
        var runtime = services.GetRequiredKeyedService<RouteTableRuntime>("TestTable");
        var before = runtime.State;

        kept!.CostTolerance = 1m;
        kept.GetOrAddRoute("ASK").Order.Clear();
        kept.GetOrAddRoute("ask").Weights["first"] = 4;

        Assert.Equal(0.01m, before.Settings.CostTolerance);
        Assert.Equal(["second"], before.SettingsOf("Ask")!.Order);
        Assert.True(before.SettingsOf("ask")!.Weights.TryGetValue("FIRST", out var weight));
        Assert.Equal(3, weight);
    }

    [Fact]
    public async Task A_call_under_way_keeps_what_it_hands_on()
    {
        using var gate = new SemaphoreSlim(0);
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        foreach (var client in bench.Clients[..2])
        {
            client.Then(Step.After(
                async ct => await gate.WaitAsync(ct), static () => new HttpRequestException("no", null, HttpStatusCode.BadRequest)));
        }

        var call = bench.Route.GetResponseAsync("a ticket");
        bench.Set(("IncludeExceptions", "true"));
        gate.Release(2);
        Assert.Null((await Assert.ThrowsAsync<RouteException>(() => call)).InnerException);
        Assert.NotNull((await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"))).InnerException);
    }

    [Fact]
    public void Of_probes_that_overlap_the_one_that_began_last_is_the_last()
    {
        var latest = new LatestProbe();
        RouteTableProbe[] probes = [.. Enumerable.Range(0, 64)
            .Select(static i => new RouteTableProbe { At = DateTimeOffset.UnixEpoch.AddSeconds(i), Targets = [] })];
        var order = probes.ToArray();
        new Random(7).Shuffle(order);

        Parallel.ForEach(order, latest.Offer);

        Assert.Same(probes[^1], latest.Value);
    }

    private static void Reload(IServiceProvider services) => ((IConfigurationRoot)services.GetRequiredService<IConfiguration>()).Reload();

    private static IEnumerable<string> Leaves(Type settings)
    {
        foreach (var property in settings.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var type = property.PropertyType is { IsGenericType: true } generic ? generic.GetGenericArguments()[^1] : property.PropertyType;
            if (type.Assembly == settings.Assembly && type.IsClass)
            {
                foreach (var leaf in Leaves(type))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return $"{settings.Name}.{property.Name}";
            }
        }
    }

    private static ServiceProvider Services(Action<RouteTableSettings> change, LogLines log)
    {
        ProviderDefinition[] providers = [.. new[] { "house", "other" }.Select(static name =>
            new ProviderDefinition { Name = name, Kind = "echo", Adapter = new EchoAdapter(), Auth = ProviderAuth.ApiKey })];
        TargetDefinition[] targets = [.. providers.Select(static (provider, i) => new TargetDefinition
        {
            Name = TestBench.Names[i],
            Provider = provider,
            Model = TestBench.Model(i),
            Deployment = "deployed",
            RequestsPerMinute = 100,
        })];
        var route = TestRoutes.Plain([.. targets.Select(static t => new ChainEntryDefinition { Target = t, Weight = 1 })]);
        TestTable.Current.Value = new RouteTableDefinition
        {
            Name = "TestTable",
            Hash = "h",
            Providers = providers,
            Targets = targets,
            Routes = [route.With(strategy: RouteStrategy.Weighted)],
        };
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddProvider(log));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection().Build());
        services.AddRouteTable<TestTable>();
        services.Configure<RouteTableSettings>("TestTable", s =>
        {
            s.GetOrAddProvider("house").ApiKey = s.GetOrAddProvider("other").ApiKey = "a key";
            change(s);
        });
        return services.BuildServiceProvider();
    }

    private sealed class EchoAdapter : IProviderAdapter
    {
        public IChatClient CreateChatClient(ProviderConnection connection) => new ScriptedClient();

        public Uri GetDefaultEndpoint(string kind) => new("http://default/");

        public Fault? Classify(Exception exception) => null;
    }
}
