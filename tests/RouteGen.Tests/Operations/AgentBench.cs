using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Operations;

/// <summary>
/// Targets whose providers keep prompts as theirs do: each counts what it reads from its cache, what it writes to it where the kind is one
/// that is told to, and forgets after the lifetime.
/// </summary>
internal sealed class AgentBench : IAsyncDisposable
{
    private readonly AgentTarget[] _targets;
    private readonly Dictionary<(int Target, string Operation), (long Tokens, DateTimeOffset At)> _caches = [];
    private string _operation = "";
    private int _input;

    public AgentBench(
        AgentTarget[] targets, Func<RouteDefinition, RouteDefinition>? adjust = null, Action<IServiceCollection>? services = null)
    {
        _targets = targets;
        Bench = new TestBench(
            r => adjust?.Invoke(r.With(maxRetries: 0)) ?? r.With(maxRetries: 0),
            i => new ModelDefinition
            {
                Name = $"model-{i}",
                ContextWindow = targets[i].Window,
                MaxOutput = 16_000,
                Features = targets[i].Features,
                Price = targets[i].Price is { } sheet ? new PriceDefinition($"model-{i}@1", sheet) : null,
            },
            targets.Length,
            s =>
            {
                s.AddSingleton<ITokenEstimator, Letters>();
                services?.Invoke(s);
            },
            providerOf: static i => i,
            kindOf: i => targets[i].Kind);
        for (var i = 0; i < targets.Length; i++)
        {
            var target = i;
            Bench.Clients[i].Then(Step.Makes(() => Reply(target)));
        }
    }

    public static PriceSheet Sheet { get; } =
        new() { Input = 3m, CachedInput = 0.3m, CacheWrite = 3.75m, CacheWrite1h = 6m, Output = 15m };

    public TestBench Bench { get; }

    public HashSet<string> Down { get; } = [];

    /// <summary>Whether requests ask for prompts to be kept for an hour, where that can be asked.</summary>
    public bool ForAnHour { get; set; }

    /// <summary>Whether requests mark what is to be kept, where that is needed.</summary>
    public bool Marks { get; set; } = true;

    public RouteRecord Last => Bench.Route.Records[^1];

    /// <summary>One turn with so many input tokens.</summary>
    public async Task<RouteRecord> TurnAsync(int input, string? operation = "op", string? tenant = null)
    {
        (_operation, _input) = (operation ?? "", input);
        await Bench.Route.For(tenant: tenant, operationId: operation).GetResponseAsync(new string('x', input));
        return Last;
    }

    public void Pass(double minutes) => Bench.Time.Advance(TimeSpan.FromMinutes(minutes));

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    private ChatResponse Reply(int target)
    {
        var own = _targets[target];
        if (Down.Contains(TestBench.Names[target]))
        {
            throw new HttpRequestException("down", null, HttpStatusCode.ServiceUnavailable);
        }

        var now = Bench.Time.GetUtcNow();
        var isTold = own.Kind == "anthropic";
        var lifetime = TimeSpan.FromMinutes(isTold ? ForAnHour ? 60 : 5 : 10);
        var known = _caches.TryGetValue((target, _operation), out var cache) && now - cache.At < lifetime ? cache.Tokens : 0;
        var keeps = isTold ? Marks : _input >= 1024;
        var read = keeps ? Math.Min(known, _input) : 0;
        if (keeps)
        {
            _caches[(target, _operation)] = (_input, now);
        }

        var usage = new UsageDetails { InputTokenCount = _input, OutputTokenCount = own.Output, CachedInputTokenCount = read };
        if (isTold && keeps)
        {
            usage.AdditionalCounts = new()
            {
                [WireFacts.CacheWriteKey] = _input - read,
                [WireFacts.CacheWrite1hKey] = ForAnHour ? _input - read : 0,
            };
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok")) { FinishReason = ChatFinishReason.Stop, Usage = usage };
    }

    private sealed class Letters : ITokenEstimator
    {
        public long? CountTokens(string text, string model) => text.Length;
    }
}

/// <summary>A target of an <see cref="AgentBench"/>.</summary>
internal sealed record AgentTarget(string Kind, PriceSheet? Price)
{
    public int Window { get; init; } = 1_000_000;

    public ModelFeatures? Features { get; init; }

    public int Output { get; init; } = 20;
}
