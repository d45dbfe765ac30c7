using Desk;
using Xunit;
using RouteGen;
using RouteGen.Testing;

namespace Lacking.Xunit2;

/// <summary>Every path of the table but one, and none of another table.</summary>
[Drills<DeskRoutes>]
public sealed class SomeDrills
{
    [Theory]
    [InlineData(ChatTarget.OpenaiChat)]
    public Task Chat_is_served_by(ChatTarget target) => RouteDrill.On<DeskRoutes>().Route(r => r.Chat).ExpectServedByAsync(target);

    [Fact]
    public Task Chat_fails_over() => RouteDrill.On<DeskRoutes>().Route(r => r.Chat)
        .Failing(ChatTarget.OpenaiChat, Fault.RateLimited).ExpectServedByAsync(ChatTarget.AnthropicChat);

    [Fact]
    public async Task Quick_is_served() =>
        await RouteDrill.On<DeskRoutes>().Route(r => r.Quick).ExpectServedByAsync(QuickTarget.OpenaiQuick);
}
