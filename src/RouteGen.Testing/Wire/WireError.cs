namespace RouteGen.Testing.Wire;

/// <summary>An error as an envelope states it; which members are written is the wire's matter.</summary>
internal sealed record WireError(int Status, string Message, string? Type = null, string? Code = null, string? Param = null);
