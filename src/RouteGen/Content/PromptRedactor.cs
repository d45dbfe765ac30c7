using System.Text.RegularExpressions;
using Microsoft.Extensions.Compliance.Redaction;

namespace RouteGen.Content;

/// <summary>
/// Replaces e-mail addresses by <c>[email]</c>, keys and tokens by <c>[key]</c>, and card numbers by <c>[card]</c>. It finds what has a
/// form; names, addresses and secrets in words stay. A text of any length takes time in proportion to it.
/// </summary>
public sealed class PromptRedactor : Redactor
{
    private const string Email = "[email]";
    private const string Key = "[key]";

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Keys whose form says what they are: of vendors, of RouteGen, bearer tokens, JWT, private keys in PEM.</summary>
    /// <remarks>Prefixes are documented by GitHub's secret scanning patterns and the vendors' own pages.</remarks>
    private static readonly Regex Keys = new(
        @"-----BEGIN [A-Z0-9 ]*KEY[A-Z0-9 ]*-----[\s\S]*?(?:-----END [A-Z0-9 ]*-----|\z)"
        + @"|eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{2,}(?:\.[A-Za-z0-9_\-]*)*"
        + @"|(?:[Bb]earer|BEARER)[ \t:=""']+[A-Za-z0-9._~+/=\-]{8,}"
        + @"|(?:sk|pk|rk)[-_](?:live_|test_)?[A-Za-z0-9_\-]{16,}"
        + @"|rg_[A-Za-z0-9_\-]{16,}"
        + @"|(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}"
        + @"|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}|glpat-[A-Za-z0-9_\-]{16,}"
        + @"|xox[abeoprs]-[A-Za-z0-9\-]{10,}|AIza[0-9A-Za-z_\-]{30,}|ya29\.[0-9A-Za-z_\-]{20,}"
        + @"|hf_[A-Za-z0-9]{20,}|npm_[A-Za-z0-9]{30,}|gsk_[A-Za-z0-9]{20,}|xai-[A-Za-z0-9]{20,}|AccountKey=[A-Za-z0-9+/=]{20,}",
        Linear);

    private static readonly Regex Emails = new(
        @"[\p{L}\p{N}._%+\-']+(?:@|＠|%40)[\p{L}\p{N}](?:[\p{L}\p{N}\-]*\.)+(?:xn--[a-z0-9\-]+|\p{L}\p{L}+)", Linear);

    /// <summary>The redactor; it holds nothing.</summary>
    public static PromptRedactor Instance { get; } = new();

    /// <inheritdoc/>
    public override int GetRedactedLength(ReadOnlySpan<char> input) => RedactText(input.ToString()).Length;

    /// <inheritdoc/>
    public override int Redact(ReadOnlySpan<char> source, Span<char> destination)
    {
        var redacted = RedactText(source.ToString());
        redacted.CopyTo(destination);
        return redacted.Length;
    }

    /// <summary>A text without what is found in it; the same one where nothing is.</summary>
    public static string RedactText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Keys.Replace(text, m => IsKey(text, m) ? Key : m.Value);
        text = Emails.Replace(text, Email);
        return CardNumbers.Redact(text);
    }

    /// <summary>Words have the prefixes of keys, too: <c>risk-assessment-framework</c>. A key begins a word, or has digits.</summary>
    private static bool IsKey(string text, Match found) =>
        found.Index == 0 || !char.IsAsciiLetterOrDigit(text[found.Index - 1]) ? !IsWords(found.ValueSpan)
        : found.ValueSpan.ContainsAnyInRange('0', '9');

    /// <summary>Words that are joined by hyphens, such as the name of a CSS class: no digit and no capital.</summary>
    private static bool IsWords(ReadOnlySpan<char> text) =>
        text.StartsWith("sk-", StringComparison.Ordinal) && !text.ContainsAnyInRange('0', '9') && !text.ContainsAnyInRange('A', 'Z');
}
