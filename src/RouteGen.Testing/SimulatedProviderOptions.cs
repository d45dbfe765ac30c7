using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace RouteGen.Testing;

/// <summary>How a simulated provider treats every request.</summary>
public sealed class SimulatedProviderOptions
{
    /// <summary>
    /// Answers 401 to a request that carries none of <c>Authorization: Bearer</c>, <c>x-api-key</c>
    /// and <c>api-key</c>. Any value is accepted.
    /// </summary>
    public bool RequireApiKey { get; init; }

    /// <summary>The loopback port to listen on, from 0 to 65535; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where "now" comes from, for a Retry-After in the form of a date.</summary>
    public TimeProvider TimeProvider { get; init; } = System.TimeProvider.System;

    /// <exception cref="OptionsValidationException">A property is not what it must be.</exception>
    internal SimulatedProviderOptions Validated()
    {
        if (Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            throw Invalid($"{nameof(Port)} must be from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}, and is {Port}");
        }

        return TimeProvider is not null ? this : throw Invalid($"{nameof(TimeProvider)} must not be null");
    }

    private static OptionsValidationException Invalid(FormattableString problem) =>
        new(
            nameof(SimulatedProviderOptions),
            typeof(SimulatedProviderOptions),
            [$"{nameof(SimulatedProviderOptions)}.{problem.ToString(CultureInfo.InvariantCulture)}."]);
}
