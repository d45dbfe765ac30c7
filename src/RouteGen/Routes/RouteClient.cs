using Microsoft.Extensions.AI;
using RouteGen.Calls;
using RouteGen.Carriers;
using RouteGen.Routes;

namespace RouteGen;

/// <summary>A route on behalf of a caller, made by <c>For(…)</c>.</summary>
/// <typeparam name="TTarget">The generated enum of the targets that can serve the route.</typeparam>
public sealed class RouteClient<TTarget> : IChatClient
    where TTarget : struct, Enum
{
    private readonly TargetedRoute<TTarget> _route;
    private readonly RouteCaller? _caller;

    private readonly string? _costBucket;

    internal RouteClient(TargetedRoute<TTarget> route, RouteCaller? caller, string? costBucket)
    {
        _route = route;
        _caller = caller;
        _costBucket = costBucket;
    }

    /// <summary>Asks the chain and awaits the whole reply.</summary>
    /// <exception cref="RouteException">No target served; the exception has the record and reads like an incident report.</exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled. A timeout is never reported so.
    /// </exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// On first use of the table: a key or an endpoint is missing.
    /// </exception>
    public Task<RouteResponse<TTarget>> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        AskAsync(messages, options, cancellationToken).AsTask();

    /// <inheritdoc cref="GetResponseAsync(IEnumerable{ChatMessage}, ChatOptions?, CancellationToken)"/>
    public Task<RouteResponse<TTarget>> GetResponseAsync(
        string message, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return GetResponseAsync([new ChatMessage(ChatRole.User, message)], options, cancellationToken);
    }

    /// <inheritdoc cref="GetResponseAsync(IEnumerable{ChatMessage}, ChatOptions?, CancellationToken)"/>
    public Task<RouteResponse<TTarget>> GetResponseAsync(
        ChatMessage message, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return GetResponseAsync([message], options, cancellationToken);
    }

    /// <summary>
    /// Asks the chain for a stream. It fails over until its first meaningful update (text, a tool call, reasoning); after that it ends with
    /// a finish reason or with an exception, never silently. The last update has no content and carries the record, see
    /// <see cref="RouteRecordExtensions.GetRouteRecord(ChatResponseUpdate)"/>.
    /// </summary>
    /// <exception cref="RouteException">No target served.</exception>
    /// <exception cref="RouteStreamBrokenException">
    /// The stream broke after content had arrived; the exception has the text so far.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled. A timeout is never reported so.
    /// </exception>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return new RouteStream<ChatResponseUpdate>(
            _route.Planned, Caller, _costBucket, new StreamCarrier(AsList(messages), options), cancellationToken);
    }

    /// <inheritdoc cref="GetStreamingResponseAsync(IEnumerable{ChatMessage}, ChatOptions?, CancellationToken)"/>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        string message, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return GetStreamingResponseAsync([new ChatMessage(ChatRole.User, message)], options, cancellationToken);
    }

    async Task<ChatResponse> IChatClient.GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        (await AskAsync(messages, options, cancellationToken).ConfigureAwait(false)).WithRecordAttached();

    object? IChatClient.GetService(Type serviceType, object? serviceKey)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_route) ? _route
            : serviceType == typeof(ChatClientMetadata)
            ? new ChatClientMetadata(ModelRoute.ProviderName, _route.VersionAddress, _route.ToString())
            : null;
    }

    /// <summary>Who calls; found at each call where the client is a container's.</summary>
    private RouteCaller Caller => _caller ?? RequiredCaller.Now(_route.Definition, _route.Runtime);

    /// <summary>Does nothing: the route belongs to its container.</summary>
    void IDisposable.Dispose()
    {
    }

    private async ValueTask<RouteResponse<TTarget>> AskAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var call = new RouteCall(
            _route.Planned, Caller, new WholeCarrier(AsList(messages), options), cancellationToken, costBucket: _costBucket);
        var attempt = await ChainRunner.RunAsync(call).ConfigureAwait(false);
        var reply = ((WholeDelivery)attempt.Delivery).Reply!;
        var entry = attempt.Entry;
        var record = call.End(attempt);
        attempt.Rest();
        return new RouteResponse<TTarget>(
            reply, record, TargetedRoute<TTarget>.TargetAt(entry.Index), keepsConversation: call.Plan.HasOneProvider);
    }

    /// <summary>
    /// A chain may send the messages several times; a sequence that can be read only once must not be read by its first target alone.
    /// </summary>
    private static IReadOnlyList<ChatMessage> AsList(IEnumerable<ChatMessage> messages) =>
        messages as IReadOnlyList<ChatMessage> ?? messages.ToList();
}
