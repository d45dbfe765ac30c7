namespace RouteGen.TestSupport.Wire;

/// <summary>
/// The public data beside the repository. The repository does not contain it: a test that wants it is skipped without it, and says so.
/// </summary>
internal static class SharedData
{
    /// <summary>OpenAI's OpenAPI document.</summary>
    public const string OpenAIDocument = "openai-openapi-2026-08-21.json";

    /// <summary>The bytes of a file of it; the test is skipped where there is none.</summary>
    public static byte[] Read(string name)
    {
        if (Find(name) is { } found)
        {
            return found;
        }

        Assert.Skip($"shared/data/{name} is in no folder above; nothing is compared with it.");
        throw new InvalidOperationException();
    }

    /// <summary>The bytes of a file of it; null where there is none.</summary>
    public static byte[]? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", name);
            if (File.Exists(path))
            {
                return File.ReadAllBytes(path);
            }
        }

        return null;
    }
}
