namespace RouteGen;

/// <summary>Receives the record of every call. Register any number as services. One that throws or is slow never touches a call.</summary>
public interface IRouteObserver
{
    /// <summary>Called once per call, in the background, in the order in which calls ended.</summary>
    ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken = default);
}
