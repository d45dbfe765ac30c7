using RouteGen.Testing;

namespace Quickstart.Scenarios;

/// <summary>What the simulated providers say and do, in each provider's own wire format.</summary>
internal static class SimulatedReplies
{
    public static SimulatedReply Summary { get; } = SimulatedReply.Of("Cannot log in since this morning; the reset mail does not arrive.\nUrgent: a demo at three.")
        with { Usage = new(412, 38) { CachedInput = 256 } };

    public static SimulatedReply Label { get; } = SimulatedReply.Of("""{"topic":"login","urgency":"high"}""")
        with { Usage = new(188, 96) { Reasoning = 64 } };

    public static SimulatedReply Draft { get; } = SimulatedReply.Of("I am sorry about this morning. I have sent you a sign-in link that works without the reset mail.")
        with { Usage = new(530, 61) { CostUsd = 0.0002545m } };

    public static SimulatedReply Down { get; } = SimulatedReply.Failing(SimulatedFailure.UnavailableEmptyBody);

    public static SimulatedReply Error { get; } = SimulatedReply.Failing(SimulatedFailure.ServerError);

    public static SimulatedReply BadGateway { get; } = SimulatedReply.Failing(SimulatedFailure.BadGatewayHtml);

    /// <summary>Status 200, the stream opens, and the first thing in it is an error.</summary>
    public static SimulatedReply ErrorInStream { get; } = SimulatedReply.Failing(SimulatedFailure.StreamErrorBeforeContent);

    /// <summary>Status 200, some words, and the stream ends as if that were all. Every SDK takes this for a whole reply.</summary>
    public static SimulatedReply BrokenStream { get; } = SimulatedReply.Failing(SimulatedFailure.StreamEndsAfterContent)
        with { Text = "I am sorry about this morning. I have", FailAfterPieces = 6 };
}
