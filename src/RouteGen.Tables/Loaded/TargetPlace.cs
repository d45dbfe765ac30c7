namespace RouteGen.Tables;

/// <summary>
/// A target's place in its route: the index in the chain plus one, as a compiled table numbers its enum. It has no names, since the
/// compiler knows none.
/// </summary>
public enum TargetPlace
{
    /// <summary>None served.</summary>
    None,
}
