namespace RouteGen.Analyzers.Usage;

/// <summary>What a client is for, told by the names of what is taken from it.</summary>
[Flags]
internal enum ClientPurpose
{
    /// <summary>Nothing that says anything: it is disposed of, or set up.</summary>
    None = 0,

    /// <summary>Chat, or what may be chat.</summary>
    Chat = 1,

    /// <summary>Vectors.</summary>
    Embedding = 2,

    /// <summary>What no route serves: files, speech, images, lists of models and the like.</summary>
    Other = 4,
}

/// <summary>Tells purposes by the words that the SDKs use.</summary>
internal static class ClientPurposes
{
    /// <summary>Beginnings of words that say a purpose which no route has.</summary>
    private static readonly string[] Others =
    [
        "File", "Audio", "Image", "Moderation", "Realtime", "VectorStore", "Batch", "FineTuning", "Container", "Evaluation", "Video",
        "Speech", "Transcri", "Translat", "Live", "Tuning", "Tunings", "Cache", "Skill", "Upload", "Guardrail", "CountTokens", "ListModels",
        "ListLocalModels", "ListRunningModels", "PullModel", "PushModel", "CopyModel", "DeleteModel", "CreateModel", "ShowModel",
        "RequestModelUnload", "IsRunning", "GetVersion", "Operations", "Conversation", "GraderClient", "Organization", "ComputeTokens",
    ];

    private static readonly string[] Vectors = ["Embed"];

    private static readonly string[] Chats =
    [
        "Chat", "Message", "Complet", "GenerateContent", "GenerativeModel", "Generate", "GetResponse", "GetStreamingResponse",
        "Responses", "GetOpenAIResponse", "GetAssistant", "Converse", "InvokeModel", "AsIChatClient",
    ];

    private static readonly string[] Silent =
    [
        "Dispose", "DisposeAsync", "Endpoint", "Pipeline", "GetType", "ToString", "GetHashCode", "Equals", "SelectedModel", "Config", "Uri",
    ];

    /// <summary>The purposes of all uses; <paramref name="unknown"/> for names that say nothing.</summary>
    public static ClientPurpose Read(IEnumerable<IReadOnlyList<string>> uses, ClientPurpose unknown)
    {
        var purposes = ClientPurpose.None;
        foreach (var chain in uses)
        {
            purposes |= OfChain(chain, unknown);
        }

        return purposes;
    }

    private static ClientPurpose OfChain(IReadOnlyList<string> all, ClientPurpose unknown)
    {
        // What is built around a client says nothing of it, such as UseDistributedCache.
        var chain = all.TakeWhile(static name => name is not ("AsBuilder" or "Build")).ToList();
        if (chain.All(static name => Array.IndexOf(Silent, name) >= 0))
        {
            return ClientPurpose.None;
        }

        // The order decides: Messages.Batches are batches, GenerateImages images, Models.EmbedContent vectors.
        if (Says(chain, Others))
        {
            return ClientPurpose.Other;
        }

        if (Says(chain, Vectors) || chain.Contains("AsIEmbeddingGenerator"))
        {
            return ClientPurpose.Embedding;
        }

        return Says(chain, Chats) ? ClientPurpose.Chat
            : chain.Contains("Models") ? ClientPurpose.Other
            : unknown;
    }

    /// <summary>Whether a name has one of the words: at its start, or after a lower-case letter.</summary>
    private static bool Says(IReadOnlyList<string> chain, string[] words)
    {
        foreach (var name in chain)
        {
            foreach (var word in words)
            {
                for (var at = name.IndexOf(word, StringComparison.Ordinal); at >= 0;
                    at = name.IndexOf(word, at + 1, StringComparison.Ordinal))
                {
                    if (at == 0 || !char.IsUpper(name[at - 1]) || name.StartsWith("GetOpenAI", StringComparison.Ordinal))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
