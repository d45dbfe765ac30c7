namespace RouteGen.OpenAI;

/// <summary>The address of Azure's version 1 API, which takes OpenAI's own requests and needs no api-version.</summary>
internal static class AzureEndpoint
{
    private const string Path = "/openai/v1";

    /// <summary>Adds the path of the API to a resource's address, where it does not end with it already.</summary>
    public static Uri FromResource(Uri resource)
    {
        var path = resource.AbsolutePath.TrimEnd('/');
        return new UriBuilder(resource) { Path = path.EndsWith(Path, StringComparison.OrdinalIgnoreCase) ? path : path + Path }.Uri;
    }
}
