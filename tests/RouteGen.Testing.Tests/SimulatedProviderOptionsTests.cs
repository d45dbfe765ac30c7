using Microsoft.Extensions.Options;

namespace RouteGen.Testing.Tests;

public sealed class SimulatedProviderOptionsTests
{
    public static TheoryData<string, SimulatedProviderOptions> Wrong => new()
    {
        { "SimulatedProviderOptions.Port must be from 0 to 65535, and is -1.", new() { Port = -1 } },
        { "SimulatedProviderOptions.Port must be from 0 to 65535, and is 65536.", new() { Port = 65_536 } },
        { "SimulatedProviderOptions.TimeProvider must not be null.", new() { TimeProvider = null! } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_option_outside_its_range_is_refused(string problem, SimulatedProviderOptions options)
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(
            () => SimulatedProvider.StartAsync(ProviderWire.OpenAI, options, TestContext.Current.CancellationToken));

        Assert.Equal(problem, e.Message);
    }
}
