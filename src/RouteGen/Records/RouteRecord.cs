namespace RouteGen;

/// <summary>What happened in one call.</summary>
public sealed record RouteRecord;

/// <summary>What happened in one attempt.</summary>
public sealed record AttemptRecord;
