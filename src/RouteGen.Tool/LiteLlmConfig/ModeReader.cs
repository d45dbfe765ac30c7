using System.Text.RegularExpressions;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>What a model is for: as the configuration says, or as its name does.</summary>
internal static partial class ModeReader
{
    /// <summary>The mode; null where the endpoint does not relay what the model does, with the reason.</summary>
    public static DeploymentMode? Read(ConfigNode? stated, string model, ConfigReport report, ConfigNode entry, out string reason)
    {
        reason = "";
        var word = stated?.Text?.ToLowerInvariant();
        if (word is "chat" or "completion" or "responses" or "embedding" or "embeddings")
        {
            var mode = word.StartsWith("embedding", StringComparison.Ordinal) ? DeploymentMode.Embedding : DeploymentMode.Chat;
            report.Converted(stated, $"a route of type {(mode == DeploymentMode.Embedding ? "embedding" : "chat")}");
            return mode;
        }

        if (word is not null)
        {
            reason = $"the endpoint relays chat and embeddings, not '{Shown(word)}'";
            report.Dropped(stated, reason);
            return null;
        }

        if (Other().IsMatch(model))
        {
            reason = "by its name it makes or hears speech or images, or ranks: the endpoint relays chat and embeddings; " +
                "where that is wrong, state model_info.mode";
            return null;
        }

        if (!Embedding().IsMatch(model))
        {
            return DeploymentMode.Chat;
        }

        report.Converted(entry["litellm_params"]?["model"], "by its name it makes embeddings; state model_info.mode where that is wrong");
        return DeploymentMode.Embedding;
    }

    private static string Shown(string word) => new([.. word.Where(static c => !char.IsControl(c)).Take(40)]);

    [GeneratedRegex("(^|[/-])(embed|embedding|embeddings|bge|e5|gte|nomic-embed|mxbai-embed|voyage|titan-embed|text-multilingual)([-./:]"
        + "|$)|embedding|embed-",
        RegexOptions.IgnoreCase)]
    private static partial Regex Embedding();

    [GeneratedRegex("(^|[/-])(dall-e|whisper|tts|gpt-image|imagen|veo|sora|flux|stable-diffusion|rerank|reranker)([-./:]"
        + "|$)|transcri|-tts|-image(-|$)"
        + "|realtime|moderation", RegexOptions.IgnoreCase)]
    private static partial Regex Other();
}
