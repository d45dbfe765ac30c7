using Microsoft.AspNetCore.Http;

namespace RouteGen.Gateway.Routing;

/// <summary>
/// Which operation a request is part of, as its client says by itself: coding agents name their session in a header, and a session is what
/// shares a prompt. Our own header wins. An id is a claim of the caller's: it groups calls of one key, and opens nothing.
/// </summary>
/// <remarks>
/// Copilot's clients send <c>vscode-sessionid</c>, which is the editor's and not a conversation's, so it is not among them. Cline and Roo
/// Code send none to a custom endpoint; both let users add headers.
/// </remarks>
internal static class OperationHeaders
{
    /// <summary>Our own.</summary>
    public const string Own = "x-routegen-operation";

    private const string OwnAgent = "x-routegen-agent";
    private const int Longest = 128;

    /// <summary>Headers of sessions, the most particular first.</summary>
    private static readonly string[] Sessions =
    [
        Own,

        // Claude Code, with every request of a session (seen; FACTS of the endpoint).
        "x-claude-code-session-id",

        // Codex: session_id and, in versions up to 0.40, conversation_id beside it (openai/codex,
        // codex-rs/codex-api/src/requests/headers.rs, build_conversation_headers); later versions write them with a hyphen, and thread-id
        // for a thread of the session.
        "thread-id",
        "session_id",
        "session-id",
        "conversation_id",

        // Qwen Code, a fork of Gemini's command line, as Claude Code does (its telemetry documentation).
        "x-qwen-code-session-id",

        // OpenCode (sst/opencode, packages/opencode/src/session/llm): x-opencode-session at its own service, the others elsewhere.
        "x-opencode-session",
        "x-session-affinity",
        "x-session-id",
        "x-conversation-id",
    ];

    /// <summary>Headers of agents: those that act within a session have a prompt of their own.</summary>
    private static readonly string[] Agents = [OwnAgent, "x-claude-code-agent-id"];

    /// <summary>The operation, at most 128 visible characters; null where the request names none.</summary>
    public static string? Read(IHeaderDictionary headers) => First(headers, Sessions);

    /// <summary>The agent within it, likewise.</summary>
    public static string? ReadAgent(IHeaderDictionary headers) => First(headers, Agents);

    private static string? First(IHeaderDictionary headers, string[] names)
    {
        foreach (var name in names)
        {
            if (headers.TryGetValue(name, out var values) && values is [{ } value] && Clean(value) is { } id)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>What may stand in records and logs of a text; null where nothing is left of it.</summary>
    private static string? Clean(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length <= Longest && !trimmed.ContainsAnyExceptInRange('!', '~'))
        {
            return trimmed.Length == 0 ? null : trimmed.Length == text.Length ? text : trimmed.ToString();
        }

        Span<char> kept = stackalloc char[Longest];
        var length = 0;
        foreach (var c in trimmed)
        {
            if (length < Longest && (c is >= '!' and <= '~' || char.IsLetterOrDigit(c)))
            {
                kept[length++] = c;
            }
        }

        return length == 0 ? null : kept[..length].ToString();
    }
}
