using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.Analyzers.Usage;

/// <summary>Tells by the path of a provider's address whether a route could serve what is asked for there.</summary>
internal static class ServedPaths
{
    private static readonly string[] Chat =
    [
        "/chat/completions", "/completions", "/responses", "/messages", "/complete", ":generateContent", ":streamGenerateContent",
    ];

    private static readonly string[] Embedding = ["/embeddings", ":embedContent", ":batchEmbedContents"];

    /// <summary>First words of paths that no route serves.</summary>
    private static readonly string[] Others =
    [
        "files", "audio", "images", "moderations", "batches", "models", "fine_tuning", "fine-tuning", "vector_stores", "realtime",
        "uploads",
        "containers", "evals", "videos", "organization", "organizations", "assistants", "threads", "usage", "dashboard", "skills", "ocr",
        "conversations", "rerank", "key", "keys", "credits", "generation", "balance", "user", "auth",
    ];

    /// <summary>What a request at a path asks for.</summary>
    public static ClientPurpose OfRequest(string path)
    {
        var end = path.TrimEnd('/');
        return Array.Exists(Chat, ending => end.EndsWith(ending, StringComparison.Ordinal)) ? ClientPurpose.Chat
            : Array.Exists(Embedding, ending => end.EndsWith(ending, StringComparison.Ordinal)) ? ClientPurpose.Embedding
            : ClientPurpose.Other;
    }

    /// <summary>
    /// What a client with a base address asks for: told by the paths in its file, where there are any; else it may ask for anything.
    /// </summary>
    public static ClientPurpose OfBase(string path, SyntaxTree file, CancellationToken cancellation)
    {
        if (IsOther(path))
        {
            return ClientPurpose.Other;
        }

        var purposes = OfRequest(path) is var whole and not ClientPurpose.Other ? whole : ClientPurpose.None;
        foreach (var token in file.GetRoot(cancellation).DescendantTokens())
        {
            if ((token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken))
                && PathOf(token.ValueText) is { } written)
            {
                purposes |= OfRequest("/" + written) is var purpose and not ClientPurpose.Other ? purpose
                    : IsOther(written) ? ClientPurpose.Other
                    : ClientPurpose.None;
            }
        }

        return purposes == ClientPurpose.None ? ClientPurpose.Chat | ClientPurpose.Embedding : purposes;
    }

    private static bool IsOther(string path) =>
        path.Split('/').Any(static word => Array.IndexOf(Others, word) >= 0);

    /// <summary>A text that can be the path of a request, without its query; null for all others.</summary>
    private static string? PathOf(string text)
    {
        var path = text.Split('?')[0].Trim('/');
        return path.Length > 0 && path.IndexOf("://", StringComparison.Ordinal) < 0
            && path.All(static letter => char.IsLetterOrDigit(letter) || letter is '/' or '_' or '-' or '.' or ':')
                ? path
                : null;
    }
}
