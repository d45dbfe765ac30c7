using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.Options;

namespace RouteGen.Content;

/// <summary>How prompts and replies are captured, of routes that say <c>"capture"</c>.</summary>
public sealed class RouteContentOptions
{
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(3660);

    /// <summary>
    /// What takes out what must not be kept, of routes with <c>"capture": "redacted"</c>. Null for <see cref="PromptRedactor"/>, or the
    /// <see cref="Redactor"/> that is registered under the key <see cref="RedactorKey"/>.
    /// </summary>
    public Redactor? Redactor { get; set; }

    /// <summary>
    /// The key of a <see cref="Microsoft.Extensions.Compliance.Redaction.Redactor"/> in the application's services that is used instead of
    /// RouteGen's own.
    /// </summary>
    public const string RedactorKey = "RouteGen.Content";

    /// <summary>
    /// How many bytes of JSON a prompt or a reply has at most: from 1,000 to 16,000,000; 1,000,000 by default. Of one that is longer, the
    /// length is kept and nothing else.
    /// </summary>
    public int MaxBytes { get; set; } = 1_000_000;

    /// <summary>How long the store in memory keeps prompts: from an hour to ten years; 30 days by default.</summary>
    public TimeSpan PromptRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the store in memory keeps replies: from an hour to ten years; 30 days by default.</summary>
    public TimeSpan ReplyRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many bytes the store in memory holds at most, about: at least 10,000; 64 MB by default. The oldest go first.</summary>
    public long MaxBytesInMemory { get; set; } = 64_000_000;

    /// <exception cref="OptionsValidationException">A property is not what it must be.</exception>
    internal void Validate()
    {
        var problems = new List<string>();
        Check(MaxBytes is >= 1_000 and <= 16_000_000, $"{nameof(MaxBytes)} must be from 1,000 to 16,000,000");
        Check(IsRetention(PromptRetention), $"{nameof(PromptRetention)} must be from an hour to ten years");
        Check(IsRetention(ReplyRetention), $"{nameof(ReplyRetention)} must be from an hour to ten years");
        Check(MaxBytesInMemory >= 10_000, $"{nameof(MaxBytesInMemory)} must be at least 10,000");
        if (problems.Count > 0)
        {
            throw new OptionsValidationException(nameof(RouteContentOptions), typeof(RouteContentOptions), problems);
        }

        void Check(bool isKept, string problem)
        {
            if (!isKept)
            {
                problems.Add($"{nameof(RouteContentOptions)}.{problem}.");
            }
        }
    }

    internal static bool IsRetention(TimeSpan retention) => retention >= TimeSpan.FromHours(1) && retention <= LongestRetention;
}
