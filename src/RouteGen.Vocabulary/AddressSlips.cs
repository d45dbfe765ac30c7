#nullable enable
using System;
using System.Text.RegularExpressions;

namespace RouteGen;

/// <summary>
/// Base addresses that cannot be meant, since each request adds its path to them: that of one request, as it is copied from a vendor's
/// page, one without the path that a vendor's API is under, and one that still has to be filled in. In the compiler for tables, at run time
/// for settings.
/// </summary>
internal static class AddressSlips
{
    /// <summary>What every server of OpenAI's protocol is asked under, and nothing else.</summary>
    private const string Chat = "/chat/completions";

    /// <summary>Words that are paths of requests behind a version alone: models is a base of Azure's elsewhere.</summary>
    private static readonly string[] BehindVersion =
        ["/completions", "/responses", "/embeddings", "/messages", "/messages/count_tokens", "/models"];

    private static readonly string[] OfOllama = ["/api/chat", "/api/generate", "/api/embed", "/api/embeddings", "/api/tags"];

    private static readonly Regex Version = new("/(?:v[0-9]+[a-z0-9]*|openai)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Method = new(
        "(?:/models)?/[^/:]+:(?:generateContent|streamGenerateContent|embedContent|batchEmbedContents|countTokens|predict|rawPredict|" +
        "streamRawPredict)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Unfilled = new(
        "[{}<>]|%7[BD]|%3[CE]|(?<=[/.])your[-_](?:resource|deployment|endpoint|account|project|host|server|gateway|proxy|domain|company|" +
        "org|organization|instance|workspace|region|app)(?:[-_](?:name|id|here))?(?=[/.:]|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether an address holds what a page writes for what its reader has to fill in.</summary>
    public static bool IsUnfilled(string address) => Unfilled.IsMatch(address);

    /// <summary>What an address of a kind ends in though each request adds it, and what is left without it; null for a base.</summary>
    public static (string Path, string Base)? FindRequest(string kind, string address)
    {
        var whole = address.TrimEnd('/');
        var rest = whole;
        while (Cut(kind, rest) is { } shorter)
        {
            rest = shorter.TrimEnd('/');
        }

        return rest.Length == whole.Length ? null : (whole.Substring(rest.Length), rest);
    }

    /// <summary>
    /// What an address at the host of a vendor's API lacks of the path that the API is under; null where it lacks nothing, or is elsewhere.
    /// </summary>
    public static string? FindLacking(string address, Uri own)
    {
        var path = own.AbsolutePath.TrimEnd('/');
        if (path.Length == 0 || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Authority != own.Authority)
        {
            return null;
        }

        var stated = uri.AbsolutePath.TrimEnd('/');
        return stated.Length < path.Length && (path + "/").StartsWith(stated + "/", StringComparison.Ordinal)
            ? path.Substring(stated.Length)
            : null;
    }

    private static string? Cut(string kind, string address)
    {
        var host = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var start = host < 3 ? -1 : address.IndexOf('/', host);
        if (start < 0)
        {
            return null;
        }

        var path = address.Substring(start);
        var length = OfRequest(path) ?? kind switch
        {
            "ollama" => OfOllamas(address.Substring(host, start - host), path),
            "azure-openai" => OfAzures(address.Substring(host, start - host), path),
            _ => null,
        };
        return length is { } kept ? address.Substring(0, start + kept) : null;
    }

    /// <summary>How much of a path is left without that of a request; null where it ends in none.</summary>
    private static int? OfRequest(string path)
    {
        if (Ends(path, Chat))
        {
            return path.Length - Chat.Length;
        }

        foreach (var word in BehindVersion)
        {
            if (Ends(path, word) && Version.IsMatch(path.Substring(0, path.Length - word.Length)))
            {
                return path.Length - word.Length;
            }
        }

        return Method.Match(path) is { Success: true } method ? method.Index : null;
    }

    /// <summary>The paths of Ollama's own API, and those that its pages call a base, where Ollama itself answers.</summary>
    private static int? OfOllamas(string host, string path)
    {
        foreach (var request in OfOllama)
        {
            if (Ends(path, request))
            {
                return path.Length - request.Length;
            }
        }

        return (Ends(host, ":11434") || Is(host, "ollama.com")) && (Is(path, "/v1") || Is(path, "/api")) ? 0 : null;
    }

    /// <summary>The API under a resource, of which /openai/v1 is added.</summary>
    private static int? OfAzures(string host, string path) =>
        Ends(host, ".azure.com") && (Is(path, "/openai") || path.StartsWith("/openai/deployments/", StringComparison.OrdinalIgnoreCase))
            ? 0
            : null;

    private static bool Ends(string text, string end) => text.EndsWith(end, StringComparison.OrdinalIgnoreCase);

    private static bool Is(string text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);
}
