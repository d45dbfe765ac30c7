namespace RouteGen.Model.Problems;

/// <summary>Sentences of messages.</summary>
internal static class Sentence
{
    /// <summary><paramref name="text"/> with an upper-case letter first.</summary>
    public static string Begin(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
