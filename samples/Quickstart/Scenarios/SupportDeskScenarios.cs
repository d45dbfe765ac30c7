using RouteGen;
using RouteGen.Testing;
using static Quickstart.Scenarios.SimulatedReplies;
using static Quickstart.SupportRoutes;

namespace Quickstart.Scenarios;

/// <summary>A day at the support desk in eight calls.</summary>
internal static class SupportDeskScenarios
{
    private const string Ticket = "Since this morning I cannot log in. The reset mail does not arrive either. I have a demo at three!";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("served at once", desk => desk.SummarizeAsync(Ticket))
        {
            Replies = new() { [Targets.GptMini] = [Summary] },
            Expected = new(RouteOutcome.Served, Targets.GptMini, Fault.None),
        },
        new("rate limit, fallback serves", desk => desk.SummarizeAsync(Ticket))
        {
            Replies = new() { [Targets.GptMini] = [SimulatedReply.RateLimited(TimeSpan.FromSeconds(20))], [Targets.Haiku] = [Summary] },
            Expected = new(RouteOutcome.Served, Targets.Haiku, Fault.RateLimited, Fault.None),
        },
        new("cooling down, not asked", desk => desk.SummarizeAsync(Ticket))
        {
            Replies = new() { [Targets.GptMini] = [], [Targets.Haiku] = [Summary] },
            Expected = new(RouteOutcome.Served, Targets.Haiku, Fault.None),
        },
        new("outage, fallback serves", desk => desk.ClassifyAsync(Ticket))
        {
            Replies = new() { [Targets.HouseOss] = [Down, Down], [Targets.GptNano] = [Label] },
            Expected = new(RouteOutcome.Served, Targets.GptNano, Fault.Overloaded, Fault.Overloaded, Fault.None),
        },
        new("stream falls back unseen", desk => desk.DraftAsync(Ticket))
        {
            Replies = new() { [Targets.Sonnet] = [ErrorInStream], [Targets.GptViaOr] = [Draft] },
            Expected = new(RouteOutcome.Served, Targets.GptViaOr, Fault.StreamBroken, Fault.None),
        },
        new("stream breaks midway", desk => desk.DraftAsync(Ticket))
        {
            Replies = new() { [Targets.Sonnet] = [BrokenStream], [Targets.GptViaOr] = [] },
            Expected = new(RouteOutcome.Broken, Targets.Sonnet, Fault.StreamBroken),
        },
        new("bad request stops at once", desk => desk.ClassifyAsync(Ticket))
        {
            Replies = new() { [Targets.HouseOss] = [SimulatedReply.Failing(SimulatedFailure.InvalidRequest)], [Targets.GptNano] = [] },
            Expected = new(RouteOutcome.Stopped, null, Fault.InvalidRequest),
        },
        new("every target fails", desk => desk.DraftAsync(Ticket))
        {
            Replies = new()
            {
                [Targets.Sonnet] = [Error, Error],
                [Targets.GptViaOr] = [BadGateway, BadGateway],
                [Targets.HouseOss] = [Down, Down]
            },
            Expected = new(
                RouteOutcome.Failed,
                null, Fault.ServerError, Fault.ServerError, Fault.ServerError, Fault.ServerError, Fault.Overloaded, Fault.Overloaded),
        },
    ];
}
