namespace RouteGen.Targets;

/// <summary>What the targets answered when they were probed last: of probes that overlap, the one that began last.</summary>
internal sealed class LatestProbe
{
    private readonly Lock _gate = new();
    private volatile RouteTableProbe? _value;

    /// <summary>Null before the first.</summary>
    public RouteTableProbe? Value => _value;

    public void Offer(RouteTableProbe probe)
    {
        lock (_gate)
        {
            _value = _value is { } known && known.At > probe.At ? known : probe;
        }
    }
}
