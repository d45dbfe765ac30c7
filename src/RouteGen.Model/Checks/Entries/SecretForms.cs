using RouteGen.Model.Fields;

namespace RouteGen.Model.Checks.Entries;

/// <summary>What the keys of providers look like.</summary>
internal static class SecretForms
{
    /// <summary>Shorter than this is not a key.</summary>
    public const int ShortestKey = 20;

    /// <summary>A run of letters and digits as long as this, of all kinds, is not a name that a person gave.</summary>
    private const int LongestName = 32;

    private static readonly (string Prefix, string Form)[] Prefixes =
    [
        ("sk-ant-", "an Anthropic key"),
        ("sk-or-", "an OpenRouter key"), ("sk-", "an OpenAI key"), ("AIza", "a Google key"), ("gsk_", "a Groq key"),
        ("xai-", "an xAI key"),
        ("hf_", "a Hugging Face token"), ("pplx-", "a Perplexity key"), ("fw_", "a Fireworks key"), ("tgp_v1_", "a Together key"),
        ("r8_", "a Replicate token"), ("ghp_", "a GitHub token"),
        ("github_pat_", "a GitHub token"), ("AKIA", "an AWS access key"), ("eyJ", "a signed token"),
    ];

    /// <summary>What a run of key characters looks like, to follow "this looks like"; null for an ordinary word.</summary>
    public static string? Recognize(string text, int start, int length)
    {
        foreach (var (prefix, form) in Prefixes)
        {
            if (string.CompareOrdinal(text, start, prefix, 0, prefix.Length) == 0
                && HasDigit(text, start + prefix.Length, length - prefix.Length))
            {
                return form;
            }
        }

        return HasMixedRun(text, start, length) ? "a key" : null;
    }

    private static bool HasDigit(string text, int start, int length)
    {
        for (var i = start; i < start + length; i++)
        {
            if (text[i] is >= '0' and <= '9')
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasMixedRun(string text, int start, int length)
    {
        int run = 0, digits = 0, upper = 0, lower = 0;
        for (var i = start; i < start + length; i++)
        {
            var c = text[i];
            if (c is '-' or '_')
            {
                (run, digits, upper, lower) = (0, 0, 0, 0);
                continue;
            }

            run++;
            digits += c is >= '0' and <= '9' ? 1 : 0;
            upper += c is >= 'A' and <= 'Z' ? 1 : 0;
            lower += c is >= 'a' and <= 'z' ? 1 : 0;
            if (run >= LongestName && digits >= 3 && upper >= 3 && lower >= 3)
            {
                return true;
            }
        }

        return false;
    }
}
