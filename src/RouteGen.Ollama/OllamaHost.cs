namespace RouteGen.Ollama;

/// <summary>
/// <c>OLLAMA_HOST</c> as Ollama's own client reads it (docs.ollama.com/faq): scheme, host and port may each be missing. It is also what
/// the server listens at, so that every address of this machine means this machine.
/// </summary>
internal static class OllamaHost
{
    private const string Port = ":11434";

    public static string Read(string value)
    {
        var text = value.Trim().Trim('"', '\'');
        var hasScheme = text.Contains("://", StringComparison.Ordinal);
        if (!hasScheme)
        {
            text = "http://" + (text.StartsWith(':') ? "127.0.0.1" + text : text);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
        {
            return text;
        }

        var host = address.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        var port = hasScheme || HasPort(text) ? $":{address.Port}" : Port;
        return $"{address.Scheme}://{host}{port}{address.AbsolutePath.TrimEnd('/')}";
    }

    // A port that is the scheme's own is still one that was written.
    private static bool HasPort(string text)
    {
        var authority = text["http://".Length..].Split('/')[0];
        return authority.LastIndexOf(':') > authority.LastIndexOf(']');
    }
}
