namespace RouteGen;

/// <summary>What an application configures of a table: section <c>RouteGen:{Table}</c>, and what code adds.</summary>
public sealed class RouteTableSettings
{
    /// <summary>Settings per provider, by its name in routes.json.</summary>
    public IDictionary<string, ProviderSettings> Providers { get; } =
        new Dictionary<string, ProviderSettings>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings per target, by its name in routes.json.</summary>
    public IDictionary<string, TargetSettings> Targets { get; } = new Dictionary<string, TargetSettings>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings per route, by its name in routes.json.</summary>
    public IDictionary<string, RouteSettings> Routes { get; } = new Dictionary<string, RouteSettings>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether targets of any provider that is not configured are skipped, with a warning, instead of failing the start. False by default.
    /// </summary>
    public bool AllowMissing { get; set; }

    /// <summary>
    /// By how much the cost that a provider states may differ from the one that the table's price gives before a warning and a metric
    /// tell that the price has drifted, as a part of the stated cost: from 0 to 1,000,000. 0.01 by default, which is 1 %. The
    /// configuration's <c>CostTolerance</c> sets it.
    /// </summary>
    public decimal CostTolerance { get; set; } = 0.01m;

    /// <summary>
    /// Whether a <see cref="RouteException"/> has the exception of its last attempt inside, for development. False by default: an SDK's
    /// exception can quote the prompt, the reply and headers, and whatever logs a <see cref="RouteException"/> would write that too. The
    /// configuration's <c>IncludeExceptions</c> sets it.
    /// </summary>
    public bool IncludeExceptions { get; set; }

    /// <summary>
    /// The longest wait that a provider's <c>Retry-After</c> is followed for: what asks for more is left alone for this long. More than 0
    /// and at most a day; 5 minutes by default. The configuration's <c>MaxRetryAfter</c> sets it.
    /// </summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many instances of the application share the targets' <c>rpm</c>, <c>tpm</c> and <c>concurrency</c>: each takes its part, rounded
    /// down, at least 1. From 1 to 1,000,000; 1 by default.
    /// </summary>
    public int Instances { get; set; } = 1;

    /// <summary>
    /// Whether targets of providers that lack a key or an address are skipped, with a warning, while all else that is wrong still fails
    /// the start: for endpoints, which serve on with what is left.
    /// </summary>
    internal bool SkipsUnset { get; set; }

    /// <summary>Finds the connection string of a name; null where the configuration has none.</summary>
    internal Func<string, string?> FindConnectionString { get; set; } = static _ => null;

    /// <summary>The section of the configuration that a table's settings stand in.</summary>
    internal static string SectionOf(string table) => $"RouteGen:{table}";

    /// <summary>What in the configuration could not be read.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>The settings of <paramref name="provider"/>, made when there are none.</summary>
    public ProviderSettings GetOrAddProvider(string provider) => GetOrAdd(Providers, provider);

    /// <summary>The settings of <paramref name="target"/>, made when there are none.</summary>
    public TargetSettings GetOrAddTarget(string target) => GetOrAdd(Targets, target);

    /// <summary>The settings of <paramref name="route"/>, made when there are none.</summary>
    public RouteSettings GetOrAddRoute(string route) => GetOrAdd(Routes, route);

    private static T GetOrAdd<T>(IDictionary<string, T> all, string name)
        where T : new()
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!all.TryGetValue(name, out var settings))
        {
            all[name] = settings = new T();
        }

        return settings;
    }
}

/// <summary>What an application configures of a provider.</summary>
public sealed class ProviderSettings
{
    /// <summary>Whether its targets are asked. False takes them out of every chain. True by default.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The key; wins over the environment variable that the table names. It is never written anywhere.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// Several keys, in place of <see cref="ApiKey"/>: calls are spread over them, and one that is refused or at its limit
    /// is followed by the next at once. They win over the environment variables that the table names. Records name a key by
    /// its place here, from 1; none is ever written anywhere. Each must be a key of the same account as far as conversations
    /// that the provider keeps are to be continued.
    /// </summary>
    public IList<string> ApiKeys { get; } = [];

    /// <summary>The base address; wins over the environment variable that the table names, and over the table.</summary>
    public string? Endpoint { get; set; }

    /// <summary>How requests are authenticated, where that differs from the table, as at a proxy that wants a key and no token.</summary>
    public ProviderAuth? Auth { get; set; }

    /// <summary>Whether the targets of this provider are skipped, with a warning, when it is not configured.</summary>
    public bool AllowMissing { get; set; }
}

/// <summary>What an application configures of a target.</summary>
public sealed class TargetSettings
{
    /// <summary>Whether it is asked. False takes it out of every chain. True by default.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The model's name at the provider; null leaves that to the table.</summary>
    public string? Deployment { get; set; }
}

/// <summary>What an application configures of a route.</summary>
public sealed class RouteSettings
{
    /// <summary>Time limits that replace those of the table.</summary>
    public TimeoutSettings Timeouts { get; } = new();

    /// <summary>Weights of targets of a weighted chain that replace those of the table, from 0 to 1,000,000.</summary>
    public IDictionary<string, int> Weights { get; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The targets of the chain to ask first, in this order; those that it does not name follow in the order of the
    /// table. Empty leaves the order to the table.
    /// </summary>
    public IList<string> Order { get; } = [];

    /// <summary>
    /// Whether an operation (<see cref="RouteCaller.OperationId"/>) stays with the target that served it last while that target's prompt
    /// cache lives and staying costs no more. True by default.
    /// </summary>
    public bool Stay { get; set; } = true;
}

/// <summary>Time limits of a route, each more than 0 and at most a day; null leaves one to the table.</summary>
public sealed class TimeoutSettings
{
    /// <summary>A whole call until its reply, or a stream until its first meaningful update.</summary>
    public TimeSpan? Total { get; set; }

    /// <summary>One attempt until its reply, or a stream until its first meaningful update.</summary>
    public TimeSpan? Attempt { get; set; }

    /// <summary>A streamed attempt until its first meaningful update.</summary>
    public TimeSpan? FirstToken { get; set; }

    /// <summary>The longest silence inside a committed stream.</summary>
    public TimeSpan? Idle { get; set; }

    /// <summary>A whole stream, from the call to its end.</summary>
    public TimeSpan? StreamTotal { get; set; }
}
