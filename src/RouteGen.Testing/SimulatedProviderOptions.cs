using System.Net;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;

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

    /// <summary>Where "now" comes from, for a Retry-After in the form of a date and for the days of what is exported.</summary>
    public TimeProvider TimeProvider { get; init; } = System.TimeProvider.System;

    /// <exception cref="OptionsValidationException">A property is not what it must be.</exception>
    internal SimulatedProviderOptions Validated()
    {
        List<string> problems = [];
        SettingRange.Check($"{nameof(SimulatedProviderOptions)}.{nameof(Port)}", Port, IPEndPoint.MinPort, IPEndPoint.MaxPort, problems);
        if (TimeProvider is null)
        {
            problems.Add($"{nameof(SimulatedProviderOptions)}.{nameof(TimeProvider)} must not be null");
        }

        return problems.Count == 0
            ? this
            : throw new OptionsValidationException(
                nameof(SimulatedProviderOptions), typeof(SimulatedProviderOptions), problems.Select(static p => $"{p}."));
    }
}
