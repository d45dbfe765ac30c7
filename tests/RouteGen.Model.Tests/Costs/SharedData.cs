using System.Text.Json;
using Xunit;

namespace RouteGen.Model.Tests.Costs;

/// <summary>
/// The public data beside the repository. The repository does not contain it: a test that wants it is skipped without it, and says so.
/// </summary>
internal static class SharedData
{
    private const string Map = "litellm-prices-2026-08-01.json";

    /// <summary>LiteLLM's price map.</summary>
    public static JsonDocument LiteLlm()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", Map);
            if (File.Exists(path))
            {
                return JsonDocument.Parse(File.ReadAllText(path));
            }
        }

        Assert.Skip($"shared/data/{Map} is in no folder above; the rates are not compared with their source.");
        throw new InvalidOperationException();
    }
}
