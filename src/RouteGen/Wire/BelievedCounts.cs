using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>
/// What of a provider's counts can be true. Input and output are judged each by itself: what is not believed is estimated, and the other
/// stays.
/// </summary>
/// <param name="Input">Input tokens; null when they are unknown.</param>
/// <param name="Output">Output tokens, reasoning included; null when they are unknown.</param>
internal readonly record struct BelievedCounts(long? Input, long? Output)
{
    /// <summary>Beyond it no count of one request can be meant, and sums and prices stay exact.</summary>
    private const long Most = int.MaxValue;

    /// <summary>Whether nothing is left to estimate.</summary>
    public bool AreWhole => Input is not null && Output is not null;

    /// <summary>Judges the counts of a chat reply.</summary>
    /// <param name="stated">What the provider states; null when it states nothing.</param>
    /// <param name="isComplete">Whether the reply came to its end. The zeros of one that broke off say only that counting had not
    /// begun.</param>
    /// <param name="seen">Output tokens as estimated from what came, where output is not stated or came after the last statement of it;
    /// else null.</param>
    public static BelievedCounts OfChat(UsageDetails? stated, bool isComplete, long? seen)
    {
        if (stated is null)
        {
            return default;
        }

        long? input = InputOf(stated), output = Plausible(stated.OutputTokenCount);
        if (output == 0 && (!isComplete || seen > 0))
        {
            output = null;
        }

        if (input is null && output is null or 0)
        {
            // A total alone does not say of what.
            return default;
        }

        if (output is { } counted && Plausible(stated.ReasoningTokenCount) is { } reasoning && reasoning > counted)
        {
            // What is larger than the whole stands beside it: xAI's completion_tokens leave reasoning out
            // (docs.x.ai/docs/guides/reasoning).
            output = counted + reasoning;
        }

        if (Plausible(stated.TotalTokenCount) is { } total)
        {
            // What no other number shows was thought: Gemini's OpenAI endpoint counts thoughts in the total only.
            output = input is { } asked && total - asked > (output ?? 0) ? total - asked : output;
            input ??= total > output ? total - output : null;
        }

        return new(input, seen > output ? null : output);
    }

    /// <summary>Judges the counts of a reply that has no output, as vectors are.</summary>
    public static BelievedCounts OfVectors(UsageDetails? stated) =>
        stated is not null && InputOf(stated) is { } input ? new(input, 0) : default;

    /// <summary>Whether a usage states any output that can be meant.</summary>
    public static bool HasOutput(UsageDetails? stated) => Plausible(stated?.OutputTokenCount) > 0;

    /// <summary>A count as it may be used; null when it is none.</summary>
    public static long? Plausible(long? count) => count is >= 0 and <= Most ? count : null;

    // No request is without input: 0 is what SDKs make of a count that is missing.
    private static long? InputOf(UsageDetails stated) => Plausible(stated.InputTokenCount) is > 0 and var input ? input : null;
}
