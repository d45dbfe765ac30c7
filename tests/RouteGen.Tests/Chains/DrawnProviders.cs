using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Tests.Chaos;
using RouteGen.Wire;

namespace RouteGen.Tests.Chains;

/// <summary>How one request to a target ends.</summary>
/// <param name="Fault">How it fails; none where it serves.</param>
/// <param name="Latency">After which time; infinite for never.</param>
internal sealed record DrawnOutcome(Fault Fault, TimeSpan Latency = default)
{
    /// <summary>How long the provider asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What is counted, where a reply comes: one that serves, or one that carries its failure.</summary>
    public UsageDetails? Usage { get; init; }

    /// <summary>The service tier that the reply states.</summary>
    public string? Tier { get; init; }

    public override string ToString() => $"{Fault} {(Latency == Timeout.InfiniteTimeSpan ? "never comes" : $"after {Latency}")}"
        + (RetryAfter is { } wait ? $", again after {wait}" : "") + (Usage is null ? "" : $", {Counts(Usage)}")
        + (Tier is null ? "" : $", {Tier}");

    private static string Counts(UsageDetails usage) => string.Join(" ", new[]
    {
        ("in", usage.InputTokenCount), ("cached", usage.CachedInputTokenCount), ("out", usage.OutputTokenCount),
        ("reasoning", usage.ReasoningTokenCount),
    }.Where(count => count.Item2 > 0).Concat((usage.AdditionalCounts ?? []).Select(count => (count.Key, (long?)count.Value)))
        .Select(count => $"{count.Item1} {count.Item2}"));
}

/// <summary>The SDK of every provider of a drawn table: it does what a script says of each request, and notes which it did.</summary>
/// <param name="time">The clock.</param>
/// <param name="script">What becomes of a request to a target.</param>
internal sealed class DrawnProviders(VirtualTime time, Func<string, DrawnOutcome> script) : IProviderAdapter
{
    /// <summary>The requests, in their order.</summary>
    public List<(string Target, DrawnOutcome Outcome)> Requests { get; } = [];

    public IChatClient CreateChatClient(ProviderConnection connection) => new Client(this, connection.Target.Name);

    public Uri? GetDefaultEndpoint(string kind) => null;

    public Fault? Classify(Exception exception) => (exception as DrawnFaultException)?.Fault;

    public override string ToString() => string.Join("\n", Requests.Select(request => $"{request.Target}: {request.Outcome}"));

    private DrawnOutcome Next(string target)
    {
        var outcome = script(target);
        Requests.Add((target, outcome));
        return outcome;
    }

    private async Task<ChatResponse> AnswerAsync(string target, CancellationToken cancellationToken)
    {
        var outcome = Next(target);
        var exchange = WireExchange.Current!;
        exchange.HasLeft = true;
        if (outcome.Latency != TimeSpan.Zero)
        {
            await time.DelayAsync(outcome.Latency, cancellationToken).ConfigureAwait(false);
        }

        exchange.RetryAfter = outcome.RetryAfter;
        if (outcome is { Fault: not Fault.None, Usage: null })
        {
            throw new DrawnFaultException(outcome.Fault);
        }

        exchange.StatusCode = 200;
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, Contents(outcome.Fault)))
        {
            ModelId = "served-model",
            FinishReason = outcome.Fault == Fault.ContentFiltered ? ChatFinishReason.ContentFilter : ChatFinishReason.Stop,
            Usage = outcome.Usage,
            AdditionalProperties = outcome.Tier is null ? null : new() { [WireFacts.ServiceTierKey] = outcome.Tier },
        };
    }

    /// <summary>What a reply holds that is counted and carries its failure all the same.</summary>
    private static AIContent[] Contents(Fault fault) => fault switch
    {
        Fault.None => [new TextContent("ok")],
        Fault.RateLimited => [new ErrorContent("slow down") { ErrorCode = "rate_limit_exceeded" }],
        Fault.ServerError => [new ErrorContent("no") { ErrorCode = "server_error" }],
        _ => [],
    };

    private sealed class Client(DrawnProviders providers, string target) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            providers.AnswerAsync(target, cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var reply = await providers.AnswerAsync(target, cancellationToken).ConfigureAwait(false);
            foreach (var update in reply.ToChatResponseUpdates())
            {
                yield return update;
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class DrawnFaultException(Fault fault) : Exception($"as drawn: {fault}")
    {
        public Fault Fault => fault;
    }
}
