using RouteGen.Testing;

namespace Quickstart.Scenarios;

/// <summary>What the simulated providers say and do, in each provider's own wire format.</summary>
internal static class SimulatedReplies
{
    public static SimulatedReply Summary { get; } = Says(
        "Cannot log in since this morning; the reset mail does not arrive.\nUrgent: a demo at three.",
        new(412, 38) { CachedInput = 256 });

    public static SimulatedReply Label { get; } = Says("""{"topic":"login","urgency":"high"}""", new(188, 96) { Reasoning = 64 });

    /// <summary>OpenRouter states what each call cost; that beats a cost by the table's price.</summary>
    public static SimulatedReply Draft { get; } = Says(
        "I am sorry about this morning. I have sent you a sign-in link that works without the reset mail.",
        new(530, 61) { CostUsd = 0.0002545m });

    public static SimulatedReply Down { get; } = SimulatedReply.Failing(SimulatedFailure.UnavailableEmptyBody);

    public static SimulatedReply Error { get; } = SimulatedReply.Failing(SimulatedFailure.ServerError);

    public static SimulatedReply BadGateway { get; } = SimulatedReply.Failing(SimulatedFailure.BadGatewayHtml);

    /// <summary>Status 200, the stream opens, and the first thing in it is an error.</summary>
    public static SimulatedReply ErrorInStream { get; } = SimulatedReply.Failing(SimulatedFailure.StreamErrorBeforeContent);

    /// <summary>Status 200, some words, and the stream ends as if that were all. Every SDK takes this for a whole reply.</summary>
    public static SimulatedReply BrokenStream { get; } = new()
    {
        Failure = SimulatedFailure.StreamEndsAfterContent,
        Text = "I am sorry about this morning. I have",
        FailAfterPieces = 6,
    };

    private static SimulatedReply Says(string text, SimulatedUsage usage) => new() { Text = text, Usage = usage };
}
