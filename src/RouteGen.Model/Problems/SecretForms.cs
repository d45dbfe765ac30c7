using System.Text;

namespace RouteGen.Model.Problems;

/// <summary>What the keys of providers look like.</summary>
internal static class SecretForms
{
    /// <summary>What is shown in the place of a key.</summary>
    public const string Hidden = "***";

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
        ("nvapi-", "an NVIDIA key"), ("csk-", "a Cerebras key"), ("glpat-", "a GitLab token"), ("rg_", "a key of a RouteGen endpoint"),
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

    /// <summary>The runs of a text that look like a key: where they begin, how long they are, and what they look like.</summary>
    public static IEnumerable<(int Start, int Length, string Form)> Find(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && IsOfKey(text[i]))
            {
                i++;
            }

            if (i - start >= ShortestKey && Recognize(text, start, i - start) is { } form)
            {
                yield return (start, i - start, form);
            }
        }
    }

    /// <summary>A text with each key in it as <see cref="Hidden"/>: messages reach build logs.</summary>
    public static string Hide(string text)
    {
        StringBuilder? hidden = null;
        var from = 0;
        foreach (var (start, length, _) in text.Length < ShortestKey ? [] : Find(text))
        {
            (hidden ??= new StringBuilder()).Append(text, from, start - from).Append(Hidden);
            from = start + length;
        }

        return hidden is null ? text : hidden.Append(text, from, text.Length - from).ToString();
    }

    private static bool IsOfKey(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_';

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
