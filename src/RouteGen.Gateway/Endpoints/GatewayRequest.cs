using Microsoft.AspNetCore.Http;
using RouteGen.Gateway.Limits;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>A request whose key was accepted, and what becomes of it.</summary>
internal sealed class GatewayRequest
{
    public required HttpContext Http { get; init; }

    public required GatewayAccess Access { get; init; }

    /// <summary>What it takes up of its key's limits.</summary>
    public required KeyLease Lease { get; init; }

    /// <summary>The body, decoded; empty until it is read.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>The model that is asked for, as the caller wrote it; null until it is read.</summary>
    public string? Model { get; set; }

    /// <summary>The record of the call; null where it never became one, or has not ended.</summary>
    public RouteRecord? Record { get; set; }

    /// <summary>The route that it is a call of; null until one is found.</summary>
    public CatalogRoute? Route { get; set; }

    public CancellationToken Aborted => Http.RequestAborted;
}
