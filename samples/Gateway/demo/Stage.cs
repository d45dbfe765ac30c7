namespace GatewayDemo;

/// <summary>Says what happens, and remembers whether all was as told.</summary>
internal sealed class Stage
{
    private static readonly bool IsColoured = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";

    public int Failures { get; private set; }

    public static void Scene(string title) => Console.WriteLine($"\n{Bold(title)}\n{new string('─', title.Length)}");

    public static void Say(string text) => Console.WriteLine($"  {text}");

    /// <summary>States something that must be so.</summary>
    public void Check(string what, bool isSo)
    {
        Failures += isSo ? 0 : 1;
        Console.WriteLine($"  {(isSo ? "✓" : "✗ NOT SO:")} {what}");
    }

    private static string Bold(string text) => IsColoured ? $"\x1b[1m{text}\x1b[0m" : text;
}
