using RouteGen.Carriers;
using RouteGen.Plans;

namespace RouteGen.Calls;

/// <summary>A route asked for a reply as it comes. Each enumeration is a call of its own.</summary>
/// <typeparam name="TPiece">What the caller gets at a time.</typeparam>
/// <param name="route">The route.</param>
/// <param name="caller">Who asks.</param>
/// <param name="costBucket">The account that is charged; null for the route's own.</param>
/// <param name="carrier">The request. Its deliveries are <see cref="PiecewiseDelivery{TPiece}"/>s.</param>
/// <param name="callToken">The token with which the stream was asked for; each enumeration can have another.</param>
internal sealed class RouteStream<TPiece>(
    PlannedRoute route, RouteCaller caller, string? costBucket, Carrier carrier, CancellationToken callToken) : IAsyncEnumerable<TPiece>
{
    public IAsyncEnumerator<TPiece> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new RouteStreamReader<TPiece>(this, cancellationToken);

    /// <summary>Begins the call of one enumeration.</summary>
    /// <param name="cancellationToken">The enumeration's token.</param>
    /// <param name="linked">What links it to the other token, to be disposed of with the call; null where there is one token only.</param>
    public RouteCall Begin(CancellationToken cancellationToken, out CancellationTokenSource? linked)
    {
        linked = callToken.CanBeCanceled && cancellationToken.CanBeCanceled && callToken != cancellationToken
            ? CancellationTokenSource.CreateLinkedTokenSource(callToken, cancellationToken)
            : null;
        return new RouteCall(
            route, caller, carrier, linked?.Token ?? (callToken.CanBeCanceled ? callToken : cancellationToken), costBucket: costBucket);
    }
}
