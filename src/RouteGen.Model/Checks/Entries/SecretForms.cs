using RouteGen.Model.Fields;

namespace RouteGen.Model.Checks.Entries;

/// <summary>What the keys of providers look like.</summary>
internal static class SecretForms
{
    /// <summary>Shorter than this is no key.</summary>
    public const int ShortestKey = 20;

    /// <summary>A run of letters and digits as long as this, of all kinds, is no name that a person gave.</summary>
    private const int LongestName = 32;

    private static readonly (string Prefix, string Form)[] Prefixes =
    [
        ("sk-ant-", "a key of Anthropic"), ("sk-or-", "a key of OpenRouter"), ("sk-", "a key of OpenAI"), ("AIza", "a key of Google"), ("gsk_", "a key of Groq"),
        ("xai-", "a key of xAI"), ("hf_", "a token of Hugging Face"), ("pplx-", "a key of Perplexity"), ("r8_", "a token of Replicate"), ("ghp_", "a token of GitHub"),
        ("github_pat_", "a token of GitHub"), ("AKIA", "an access key of AWS"), ("eyJ", "a signed token"),
    ];

    /// <summary>What a run of key characters looks like, to follow "this looks like"; null for an ordinary word.</summary>
    public static string? Recognize(string text, int start, int length)
    {
        foreach (var (prefix, form) in Prefixes)
        {
            if (string.CompareOrdinal(text, start, prefix, 0, prefix.Length) == 0 && HasDigit(text, start + prefix.Length, length - prefix.Length))
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
