namespace RouteGen;

/// <summary>In which order a call asks the targets of its chain.</summary>
public enum RouteStrategy
{
    /// <summary><c>ordered</c>: that of the chain.</summary>
    Ordered,

    /// <summary><c>weighted</c>: first the one that the caller's stable hash picks by weight, then the rest of the chain.</summary>
    Weighted,

    /// <summary><c>cheapest</c>: by the estimated cost of the request, an unknown one last; ties by the chain.</summary>
    Cheapest,
}
