using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.AspNetCore;

namespace RouteGen.Tests.AspNetCore;

public sealed class RouteCallerClaimsTests
{
    public static TheoryData<string, Action<RouteCallerClaims>> Wrong => new()
    {
        { "RouteCallerClaims.User must name claims, and has null at place 3.", c => c.User.Add(null!) },
        { "RouteCallerClaims.Tenant must name claims, and has '' at place 1.", c => c.Tenant.Insert(0, "") },
        { "RouteCallerClaims.Agent must name claims, and has '  ' at place 1.", c => c.Agent.Add("  ") },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_claim_without_a_name_stops_the_start(string problem, Action<RouteCallerClaims> configure)
    {
        await using var services = new ServiceCollection().AddRouteCaller(configure).BuildServiceProvider();

        var e = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(problem, e.Message);
    }

    [Fact]
    public async Task Claims_that_are_none_are_allowed()
    {
        await using var services = new ServiceCollection().AddRouteCaller(static c => c.User.Clear()).BuildServiceProvider();

        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
