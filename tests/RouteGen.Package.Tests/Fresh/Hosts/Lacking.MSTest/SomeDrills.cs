using Desk;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using RouteGen;
using RouteGen.Testing;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace Lacking.MSTest;

/// <summary>Every path of the table but one, and none of another table.</summary>
[Drills<DeskRoutes>]
[TestClass]
public sealed class SomeDrills
{
    [TestMethod]
    [DataRow(ChatTarget.OpenaiChat)]
    public Task Chat_is_served_by(ChatTarget target) => RouteDrill.On<DeskRoutes>().Route(r => r.Chat).ExpectServedByAsync(target);

    [TestMethod]
    public Task Chat_fails_over() => RouteDrill.On<DeskRoutes>().Route(r => r.Chat)
        .Failing(ChatTarget.OpenaiChat, Fault.RateLimited).ExpectServedByAsync(ChatTarget.AnthropicChat);

    [TestMethod]
    public async Task Quick_is_served() =>
        await RouteDrill.On<DeskRoutes>().Route(r => r.Quick).ExpectServedByAsync(QuickTarget.OpenaiQuick);
}
