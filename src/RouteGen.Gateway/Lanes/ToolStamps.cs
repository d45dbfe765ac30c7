using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using RouteGen.Carriers;
using RouteGen.Definitions;
using RouteGen.Plans;

namespace RouteGen.Gateway.Lanes;

/// <summary>
/// Stamps on what only its issuer understands. A caller keeps its history as text, so that the name of the target that made a tool call or
/// a signature has to stand in it: <c>rg</c> and four characters before the id. What comes back is restored exactly for its issuer, and
/// made portable for all others, by <see cref="Portability"/>. A stamp is the same in every process that has the table.
/// </summary>
internal sealed class ToolStamps
{
    /// <summary>What an id begins with: the prefix and the issuer's code.</summary>
    public const int Length = 6;

    private const string Prefix = "rg";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly ConditionalWeakTable<PlannedRoute, ToolStamps> Known = [];

    private readonly Dictionary<string, string> _stamps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _issuers = new(StringComparer.Ordinal);

    /// <summary>Makes the stamps of a table's targets, no two alike.</summary>
    public ToolStamps(RouteTableDefinition table)
    {
        foreach (var target in table.Targets.Select(t => t.Name).Order(StringComparer.Ordinal))
        {
            var stamp = Compute(table.Name, target, 0);
            for (var again = 1; _issuers.ContainsKey(stamp); again++)
            {
                stamp = Compute(table.Name, target, again);
            }

            _issuers[stamp] = target;
            _stamps[target] = stamp;
        }
    }

    /// <summary>The stamps of a route; null where one target alone can serve, whose ids stay its own.</summary>
    public static ToolStamps? For(PlannedRoute route) => route.Definition.Reach.Count < 2
        ? null
        : Known.GetValue(route, static r => new ToolStamps(r.Runtime.Definition));

    /// <summary>The stamp of a target of the table.</summary>
    public string StampOf(string issuer) => _stamps[issuer];

    /// <summary>An id, or a signature, as it goes to the caller.</summary>
    public string Write(string issuer, string original) => _stamps[issuer] + original;

    /// <summary>Reads a stamp; false where there is none of this table's, and the id is nobody's here.</summary>
    public bool TryRead(string id, [NotNullWhen(true)] out string? issuer, [NotNullWhen(true)] out string? original)
    {
        if (TryIssuer(id, out issuer))
        {
            original = id[Length..];
            return true;
        }

        original = null;
        return false;
    }

    /// <summary>The same of UTF-8.</summary>
    public bool TryRead(ReadOnlySpan<byte> id, [NotNullWhen(true)] out string? issuer, out ReadOnlySpan<byte> original)
    {
        original = default;
        issuer = null;
        if (id.Length <= Length || id[0] != 'r' || id[1] != 'g')
        {
            return false;
        }

        Span<char> stamp = stackalloc char[Length];
        Encoding.Latin1.GetChars(id[..Length], stamp);
        if (!_issuers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(stamp, out issuer))
        {
            return false;
        }

        original = id[Length..];
        return true;
    }

    /// <summary>Stamps what a target said, on its way to the caller.</summary>
    public void Stamp(IList<AIContent> contents, string issuer)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case FunctionCallContent call:
                    contents[i] = With(call, Write(issuer, call.CallId));
                    break;
                case TextReasoningContent { ProtectedData: { Length: > 0 } data } reasoning:
                    reasoning.ProtectedData = Write(issuer, data);
                    break;
            }
        }
    }

    /// <summary>
    /// A caller's history as its issuers know it, each part marked with its own. Thoughts without a signature are of who made the turn that
    /// they stand in. Signatures that bear no stamp, and thoughts in turns without one, are nobody's here, and go to nobody; ids that bear
    /// none stay as they are.
    /// </summary>
    public IReadOnlyList<ChatMessage> Restore(IReadOnlyList<ChatMessage> history)
    {
        ChatMessage[]? restored = null;
        var (author, isTurn) = ("", false);
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Role != ChatRole.Assistant)
            {
                isTurn = false;
            }
            else if (!isTurn)
            {
                (author, isTurn) = (AuthorOf(history, i), true);
            }

            var contents = history[i].Contents;
            List<AIContent>? changed = null;
            for (var j = 0; j < contents.Count; j++)
            {
                if (Restore(contents[j], author) is { } original)
                {
                    (changed ??= [.. contents])[j] = original;
                }
            }

            if (changed is not null)
            {
                var message = history[i].Clone();
                message.Contents = changed;
                (restored ??= [.. history])[i] = message;
            }
        }

        return restored ?? history;
    }

    /// <summary>The content as its issuer knows it; null where nothing of it is stamped.</summary>
    private AIContent? Restore(AIContent content, string turn)
    {
        switch (content)
        {
            case FunctionCallContent call when TryRead(call.CallId, out var issuer, out var id):
                return Marked(With(call, id), issuer);
            case FunctionResultContent result when TryRead(result.CallId, out _, out var id):
                return new FunctionResultContent(id, result.Result)
                {
                    Exception = result.Exception,
                    AdditionalProperties = result.AdditionalProperties,
                    RawRepresentation = result.RawRepresentation,
                };
            case TextReasoningContent reasoning:
                var data = reasoning.ProtectedData;
                string? author = null;
                string? original = null;
                var isOurs = data is not null && TryRead(data, out author, out original);
                return Marked(
                    new TextReasoningContent(reasoning.Text)
                    {
                        ProtectedData = isOurs ? original : data,
                        AdditionalProperties = reasoning.AdditionalProperties?.Clone(),
                        RawRepresentation = reasoning.RawRepresentation,
                    },
                    author ?? (string.IsNullOrEmpty(data) ? turn : ""));
            default:
                return null;
        }
    }

    /// <summary>Who made the turn that begins at a message; empty where nothing in it says so.</summary>
    private string AuthorOf(IReadOnlyList<ChatMessage> history, int at)
    {
        for (var i = at; i < history.Count && history[i].Role == ChatRole.Assistant; i++)
        {
            foreach (var content in history[i].Contents)
            {
                var stamped = content switch
                {
                    FunctionCallContent call => call.CallId,
                    TextReasoningContent { ProtectedData: { } data } => data,
                    _ => "",
                };
                if (TryIssuer(stamped, out var issuer))
                {
                    return issuer;
                }
            }
        }

        return "";
    }

    private bool TryIssuer(string id, [NotNullWhen(true)] out string? issuer)
    {
        issuer = null;
        return id.Length > Length && id.StartsWith(Prefix, StringComparison.Ordinal)
            && _issuers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id.AsSpan(0, Length), out issuer);
    }

    private static AIContent Marked(AIContent content, string issuer)
    {
        Portability.Mark(content, issuer);
        return content;
    }

    private static FunctionCallContent With(FunctionCallContent call, string id) => new(id, call.Name, call.Arguments)
    {
        Exception = call.Exception,
        InformationalOnly = call.InformationalOnly,
        AdditionalProperties = call.AdditionalProperties?.Clone(),
        Annotations = call.Annotations,
        RawRepresentation = call.RawRepresentation,
    };

    private static string Compute(string table, string target, int again)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{table}\0{target}\0{again}"), hash);
        Span<char> stamp = [.. Prefix, Alphabet[hash[0] & 31], Alphabet[hash[1] & 31], Alphabet[hash[2] & 31], Alphabet[hash[3] & 31]];
        return new string(stamp);
    }
}
