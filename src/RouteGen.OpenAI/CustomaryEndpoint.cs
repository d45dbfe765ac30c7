namespace RouteGen.OpenAI;

/// <summary>
/// Base addresses as vendors' SDKs read them from a variable. Those of Groq and Google add the API's path themselves, so a bare address
/// there means the kind's own path; OpenAI's takes an address as it is.
/// </summary>
internal static class CustomaryEndpoint
{
    public static string Read(string kind, string value, Uri? own) =>
        kind != "openai" && own is not null
        && Uri.TryCreate(value, UriKind.Absolute, out var address) && address.PathAndQuery == "/" && own.AbsolutePath != "/"
            ? value.TrimEnd('/') + own.AbsolutePath
            : value;
}
