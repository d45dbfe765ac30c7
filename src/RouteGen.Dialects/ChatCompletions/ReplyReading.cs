namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Words that readers and writers share.</summary>
internal static class ReplyReading
{
    /// <summary>The code of an error that is a model's refusal, as Microsoft.Extensions.AI names it.</summary>
    public const string Refusal = "Refusal";
}
