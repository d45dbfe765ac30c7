using Desk;
using NUnit.Framework;
using RouteGen;
using RouteGen.Testing;

namespace Lacking.NUnit;

/// <summary>Every path of the table but one, and none of another table.</summary>
[Drills<DeskRoutes>]
public sealed class SomeDrills
{
    [TestCase(ChatTarget.OpenaiChat)]
    public Task Chat_is_served_by(ChatTarget target) => RouteDrill.On<DeskRoutes>().Route(r => r.Chat).ExpectServedByAsync(target);

    [Test]
    public Task Chat_fails_over() => RouteDrill.On<DeskRoutes>().Route(r => r.Chat)
        .Failing(ChatTarget.OpenaiChat, Fault.RateLimited).ExpectServedByAsync(ChatTarget.AnthropicChat);

    [Test]
    public async Task Quick_is_served() =>
        await RouteDrill.On<DeskRoutes>().Route(r => r.Quick).ExpectServedByAsync(QuickTarget.OpenaiQuick);
}
