#pragma warning disable MEAI001 // Counts of audio tokens have no other place than the experimental properties.
using Microsoft.Extensions.AI;

namespace RouteGen.OpenAI;

/// <summary>
/// The audio tokens of a usage. Microsoft.Extensions.AI.OpenAI keeps <c>audio_tokens</c> of chat completions among the additional counts,
/// where nobody would look for them, and audio would be billed as text.
/// </summary>
internal static class AudioCounts
{
    private const string InputKey = "InputTokenDetails.AudioTokenCount";
    private const string OutputKey = "OutputTokenDetails.AudioTokenCount";

    public static void Place(UsageDetails? usage)
    {
        if (usage?.AdditionalCounts is { } counts)
        {
            usage.InputAudioTokenCount ??= counts.TryGetValue(InputKey, out var input) ? input : null;
            usage.OutputAudioTokenCount ??= counts.TryGetValue(OutputKey, out var output) ? output : null;
        }
    }
}
