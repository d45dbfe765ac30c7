namespace RouteGen.Testing;

/// <summary>An immutable description of one reply; the wire decides how it looks. Vary one with <c>with { … }</c>.</summary>
public sealed record SimulatedReply
{
    /// <summary>The failure to act out; null for a success.</summary>
    public SimulatedFailure? Failure { get; init; }

    /// <summary>The text; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>The text as a stream cuts it; null cuts it into words. Joined, they are the text of a plain reply.</summary>
    public IReadOnlyList<string>? Pieces { get; init; }

    /// <summary>Visible reasoning; null for none.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Tool calls, in order.</summary>
    public IReadOnlyList<SimulatedToolCall> ToolCalls { get; init; } = [];

    /// <summary>The vectors that answer a request for embeddings; null makes one for each text, of the length asked for.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>>? Vectors { get; init; }

    /// <summary>
    /// Why the reply ends; null means <see cref="SimulatedFinish.ToolCalls"/> with tool calls and
    /// <see cref="SimulatedFinish.Stop"/> without.
    /// </summary>
    public SimulatedFinish? Finish { get; init; }

    /// <summary>Tokens that the reply states; null counts a token per four characters.</summary>
    public SimulatedUsage? Usage { get; init; }

    /// <summary>The reply's id; null makes one in the wire's style.</summary>
    public string? Id { get; init; }

    /// <summary>The id in the request-id header; null makes one.</summary>
    public string? RequestId { get; init; }

    /// <summary>The model that the reply names; null echoes the one asked for.</summary>
    public string? Model { get; init; }

    /// <summary>Time before the first byte.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Time before each piece of a stream.</summary>
    public TimeSpan TokenDelay { get; init; }

    /// <summary>How many pieces a stream sends before a failure that comes after content.</summary>
    public int FailAfterPieces { get; init; } = 1;

    /// <summary>The wait that a failure asks for; null states none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How <see cref="RetryAfter"/> is written.</summary>
    public RetryAfterForm RetryAfterForm { get; init; }

    /// <summary>The message in the error envelope; null takes one as the provider words it.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>A reply of text.</summary>
    public static SimulatedReply FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new() { Text = text };
    }

    /// <summary>A reply of text that a stream sends in these pieces.</summary>
    public static SimulatedReply InPieces(params IReadOnlyList<string> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return new() { Text = string.Concat(pieces), Pieces = pieces };
    }

    /// <summary>A reply that calls several tools at once.</summary>
    public static SimulatedReply CallingAll(params IReadOnlyList<SimulatedToolCall> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        return new() { ToolCalls = calls };
    }

    /// <summary>A reply that calls one tool.</summary>
    public static SimulatedReply Calling(string tool, string argumentsJson = "{}", string? id = null) =>
        CallingAll(new SimulatedToolCall(tool, argumentsJson) { Id = id });

    /// <summary>A failure.</summary>
    public static SimulatedReply Failing(SimulatedFailure failure) => failure switch
    {
        SimulatedFailure.ReplyFiltered =>
            new() { Failure = failure, Text = "I cannot go on with this", Finish = SimulatedFinish.ContentFilter },
        SimulatedFailure.ContentFiltered => new() { Failure = failure, Finish = SimulatedFinish.ContentFilter },
        SimulatedFailure.EmptyReply => new() { Failure = failure },
        _ when !Enum.IsDefined(failure) => throw new ArgumentOutOfRangeException(
            nameof(failure), failure, "Not a row of SimulatedFailure."),
        _ => new() { Failure = failure, Text = "These words are cut off before they end." },
    };

    /// <summary>A 429 that asks for a wait.</summary>
    public static SimulatedReply RateLimited(TimeSpan? retryAfter = null, RetryAfterForm form = RetryAfterForm.Seconds) =>
        Failing(SimulatedFailure.RateLimited) with { RetryAfter = retryAfter, RetryAfterForm = form };

    internal SimulatedFinish FinishOrDefault => Finish ?? (ToolCalls.Count > 0 ? SimulatedFinish.ToolCalls : SimulatedFinish.Stop);

    internal IEnumerable<string> TextPieces => Pieces ?? Words(Text);

    // A word with the space before it, which is how tokens of English mostly fall.
    private static List<string> Words(string? text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= (text?.Length ?? 0); i++)
        {
            if (i == text!.Length || (text[i] == ' ' && text[i - 1] != ' '))
            {
                words.Add(text[start..i]);
                start = i;
            }
        }

        return words;
    }
}
