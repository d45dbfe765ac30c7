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

    /// <summary>A run as long as this after a vendor's prefix is not a word.</summary>
    private const int LongestWord = 16;

    private static readonly (string Prefix, string Form)[] Prefixes =
    [
        ("sk-ant-", "an Anthropic key"),
        ("sk-or-", "an OpenRouter key"), ("sk-", "an OpenAI key"), ("AIza", "a Google key"), ("gsk_", "a Groq key"),
        ("xai-", "an xAI key"),
        ("hf_", "a Hugging Face token"), ("pplx-", "a Perplexity key"), ("fw_", "a Fireworks key"), ("tgp_v1_", "a Together key"),
        ("r8_", "a Replicate token"), ("ghp_", "a GitHub token"), ("gho_", "a GitHub token"), ("ghs_", "a GitHub token"),
        ("github_pat_", "a GitHub token"), ("AKIA", "an AWS access key"), ("ASIA", "an AWS access key"), ("ABSK", "a Bedrock key"),
        ("bedrock-api-key-", "a Bedrock key"), ("eyJ", "a signed token"), ("vck_", "a Vercel key"), ("dapi", "a Databricks token"),
        ("nvapi-", "an NVIDIA key"), ("csk-", "a Cerebras key"), ("glpat-", "a GitLab token"), ("rg_", "a key of a RouteGen endpoint"),
    ];

    /// <summary>What a run of key characters looks like, to follow "this looks like"; null for an ordinary word.</summary>
    public static string? Recognize(string text, int start, int length)
    {
        foreach (var (prefix, form) in Prefixes)
        {
            if (string.CompareOrdinal(text, start, prefix, 0, prefix.Length) == 0
                && IsRandom(text, start + prefix.Length, length - prefix.Length))
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

    /// <summary>
    /// Whether what follows a prefix is no words of a person: several digits, or one long run that is not all small letters.
    /// </summary>
    private static bool IsRandom(string text, int start, int length)
    {
        var digits = 0;
        foreach (var run in RunsOf(text, start, length))
        {
            digits += run.Digits;
            if (run.Length >= LongestWord && (run.Digits > 0 || (run.Upper > 0 && run.Lower > 0)))
            {
                return true;
            }
        }

        return digits >= 3;
    }

    private static bool HasMixedRun(string text, int start, int length)
    {
        foreach (var run in RunsOf(text, start, length))
        {
            if (run is { Length: >= LongestName, Digits: >= 3, Upper: >= 3, Lower: >= 3 } && !run.IsOfWords)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The stretches between hyphens and underscores.</summary>
    private static IEnumerable<Run> RunsOf(string text, int start, int length)
    {
        var run = default(Run);
        var last = '-';
        for (var i = start; i < start + length; i++)
        {
            var c = text[i];
            if (c is '-' or '_')
            {
                yield return run;
                run = default;
            }
            else
            {
                var isDigit = c is >= '0' and <= '9';
                var isUpper = c is >= 'A' and <= 'Z';
                run.Length++;
                run.Digits += isDigit ? 1 : 0;
                run.Upper += isUpper ? 1 : 0;
                run.Changes += run.Length > 1 && (isDigit != last is >= '0' and <= '9' || isUpper != last is >= 'A' and <= 'Z') ? 1 : 0;
            }

            last = c;
        }

        yield return run;
    }

    /// <summary>What a stretch of letters and digits consists of.</summary>
    private struct Run
    {
        public int Length;
        public int Digits;
        public int Upper;

        /// <summary>How often a letter of another case, or a digit, follows.</summary>
        public int Changes;

        public readonly int Lower => Length - Digits - Upper;

        /// <summary>
        /// Whether it is words joined to a name, which have few digits and change less often than what is drawn by chance.
        /// </summary>
        public readonly bool IsOfWords => Digits * 7 < Length && Changes * 20 < Length * 9;
    }
}
