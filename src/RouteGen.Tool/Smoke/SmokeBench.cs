using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.Billing;
using RouteGen.Budgets;
using RouteGen.Calls;
using RouteGen.Carriers;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Hosting;
using RouteGen.Plans;
using RouteGen.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Smoke;

/// <summary>
/// Makes calls with the engine of production: a table of one route to one target for each of them, so that no breaker and no fallback
/// hides how that target is; over HTTP clients and one budget that all share.
/// </summary>
internal sealed class SmokeBench : IAsyncDisposable
{
    private const string Route = "smoke";
    private const string Budget = "max-usd";

    private readonly RouteTableDefinition _table;
    private readonly ToolHost _host;
    private readonly TimeSpan _timeout;
    private readonly BudgetDefinition _budget;
    private readonly InMemoryBudgetLedger _ledger;
    private readonly ServiceProvider _http;

    public SmokeBench(RouteTableDefinition table, ToolHost host, SmokeOptions options)
    {
        _table = table;
        _host = host;
        _timeout = options.Timeout;
        _ledger = new(host.Time);
        _budget = new()
        {
            Name = Budget,
            Per = BudgetScope.Table,
            Limit = new() { Usd = options.MaxUsd },

            // Longer than any run, so that nothing of it is forgotten.
            Window = BudgetWindow.CreateSliding(TimeSpan.FromDays(30)),
            AtLimit = BudgetLimitAction.Reject,

            // The run waits itself, for as long as calls under way may give something back.
            WaitForRoom = TimeSpan.Zero,
        };

        var http = new ServiceCollection();
        http.AddSingleton(host.Time);
        foreach (var provider in table.Providers)
        {
            RouteHttpClients.Add(http, table.Name, provider);
            http.AddHttpClient(RouteHttpClients.GetName(table.Name, provider.Name))
                .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Insert(0, new WireTap()));
        }

        _http = http.BuildServiceProvider();
    }

    /// <summary>What a call can cost: as is to be expected, and at worst. Null where the table states no price.</summary>
    public (decimal? Expected, decimal? Worst) Estimate(SmokeCase of)
    {
        using var services = Services(of, out var table);
        var planned = table.Find(Route)!.Planned;
        var call = new RouteCall(planned, RouteCaller.None, Carrier(of), CancellationToken.None);
        var entry = planned.Plan.Entries[0];
        var usual = Math.Min(SmokeRequest.UsualOutput(of.Place, of.Shape), call.OutputAllowedAt(entry) ?? int.MaxValue);
        return (
            PriceInForce.At(entry.Target, call.StartedAt).Estimate(call.Facts.InputTokens, usual, ServiceTier.Standard),
            RequestCost.WorstCase(call, entry));
    }

    /// <summary>Makes a call.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<SmokeReply> AskAsync(SmokeCase of, CancellationToken cancellation)
    {
        var seen = new WireSeen();
        WireSeen.Current = seen;
        await using var services = Services(of, out var table);
        try
        {
            return await AskAsync(table.Find(Route)!, of, seen, cancellation);
        }
        catch (RouteException e)
        {
            return new(e.Record, seen, null, null);
        }
        catch (OptionsValidationException e)
        {
            throw new ToolFailure(
                $"Target '{of.Place.Id}' cannot be called as it is set up here: {string.Join(" ", e.Failures)}", e);
        }
    }

    public async ValueTask DisposeAsync() => await _http.DisposeAsync();

    private static async Task<SmokeReply> AskAsync(ModelRoute route, SmokeCase of, WireSeen seen, CancellationToken cancellation)
    {
        if (of.Place.Type == RouteType.Embedding)
        {
            var vectors = await ((IEmbeddingGenerator<string, Embedding<float>>)route).GenerateAsync(
                [SmokeRequest.EmbeddingText], cancellationToken: cancellation);
            return new(vectors.GetRouteRecord()!, seen, null, vectors[0].Vector);
        }

        var client = (IChatClient)route;
        var options = SmokeRequest.Options(of.Place, of.Shape);
        if (of.Shape != SmokeShape.Stream)
        {
            var reply = await client.GetResponseAsync(SmokeRequest.Messages(of.Shape), options, cancellation);
            return new(reply.GetRouteRecord()!, seen, reply, null);
        }

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync(SmokeRequest.Messages(of.Shape), options, cancellation))
        {
            updates.Add(update);
        }

        return new(updates[^1].GetRouteRecord()!, seen, updates.ToChatResponse(), null);
    }

    private static Carrier Carrier(SmokeCase of) =>
        of.Place.Type == RouteType.Embedding ? new VectorCarrier([SmokeRequest.EmbeddingText], null)
        : of.Shape == SmokeShape.Stream ? new StreamCarrier(SmokeRequest.Messages(of.Shape), SmokeRequest.Options(of.Place, of.Shape))
        : new WholeCarrier(SmokeRequest.Messages(of.Shape), SmokeRequest.Options(of.Place, of.Shape));

    private ServiceProvider Services(SmokeCase of, out LoadedRouteTable table)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        RouteTableServices.Add(services, TableOf(of), static runtime => new LoadedRouteTable(runtime));
        services.PostConfigure<RouteTableSettings>(_table.Name, settings =>
        {
            var own = settings.GetOrAddProvider(of.Place.Provider.Name);
            own.Endpoint = of.Place.Access.Endpoint;
            own.ApiKey = of.Place.Key.Text;
            own.Auth = of.Place.Access.Auth;
        });
        services.AddSingleton(_host.Time);
        services.AddSingleton<IBudgetLedger>(_ledger);

        // Last, so that connections are kept from one call to the next, as they are in production.
        services.AddSingleton(_http.GetRequiredService<IHttpClientFactory>());
        var provider = services.BuildServiceProvider();
        table = provider.GetRequiredService<LoadedRouteTable>();
        return provider;
    }

    /// <summary>The table of one call. Keys and addresses come by the settings alone, so that it names no variables.</summary>
    private RouteTableDefinition TableOf(SmokeCase of)
    {
        var from = of.Place.Provider;
        var entry = of.Place.Entry;
        var target = of.Place.Target with
        {
            Provider = new()
            {
                Name = from.Name,
                Kind = of.Place.Access.Kind ?? from.Kind,
                Adapter = of.Place.Access.Adapter ?? from.Adapter,
                Auth = from.Auth,
                Endpoint = from.Endpoint,
                TokenScope = from.TokenScope,
                Api = from.Api,
                Region = from.Region,
                IsGateway = from.IsGateway,
            },
            Deployment = of.Shape == SmokeShape.Error ? SmokeRequest.NoSuchModel : of.Place.Target.Deployment,
            RequestsPerMinute = null,
            TokensPerMinute = null,
            Concurrency = null,
        };
        return new()
        {
            Name = _table.Name,
            Hash = _table.Hash,
            Providers = [target.Provider],
            Targets = [target],
            Routes =
            [
                new()
                {
                    Name = Route,
                    Type = of.Place.Type,
                    Chain =
                    [
                        new()
                        {
                            Target = target,
                            Temperature = entry.Temperature,
                            TopP = entry.TopP,
                            ReasoningEffort = entry.ReasoningEffort,
                            MaxOutputTokens = entry.MaxOutputTokens,
                        },
                    ],
                    OutputTokenLimit = of.Place.OutputLimit,
                    TotalTimeout = _timeout,
                    AttemptTimeout = _timeout,
                    FirstTokenTimeout = _timeout,
                    IdleTimeout = _timeout,
                    StreamTotalTimeout = _timeout,
                    MaxAttempts = 1,
                    MaxRetries = 0,
                    RetryDelay = TimeSpan.FromSeconds(1),
                    MaxRetryDelay = TimeSpan.FromSeconds(1),
                    CostBucket = Route,
                    Budgets = [_budget],
                    WorstCase = new()
                    {
                        Attempts = 1,
                        WhenFailing = _timeout,
                        WhenTimingOut = _timeout,
                        WhenRateLimited = _timeout,
                        CostUsd = null,
                    },
                },
            ],
        };
    }
}

/// <summary>What came back of a call.</summary>
/// <param name="Record">The engine's record.</param>
/// <param name="Seen">What was seen on the wire.</param>
/// <param name="Reply">The reply of a chat that was served.</param>
/// <param name="Vector">The vector of a text that was embedded.</param>
internal sealed record SmokeReply(RouteRecord Record, WireSeen Seen, ChatResponse? Reply, ReadOnlyMemory<float>? Vector);
