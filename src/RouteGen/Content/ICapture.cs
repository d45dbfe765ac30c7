namespace RouteGen.Content;

/// <summary>Takes down what is said in a call, of whoever carries it as bytes.</summary>
internal interface ICapture
{
    /// <summary>The caller's own JSON; it is copied.</summary>
    void Prompt(ReadOnlySpan<byte> json);

    /// <summary>Bytes of the reply, a JSON object or server-sent events, whole or piece by piece; they are copied.</summary>
    void Reply(ReadOnlySpan<byte> bytes);
}
