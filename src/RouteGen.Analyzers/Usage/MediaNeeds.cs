using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>What a model must take for a content with a media type.</summary>
internal static class MediaNeeds
{
    public static ModelFeatures Read(IObjectCreationOperation content) => content.Type?.Name switch
    {
        "HostedFileContent" => ModelFeatures.Files,
        "DataContent" or "UriContent" => MediaType(content) is { } type ? MediaFeatures.FromMediaType(type) : ModelFeatures.None,
        _ => ModelFeatures.None,
    };

    private static string? MediaType(IObjectCreationOperation content)
    {
        string? address = null;
        foreach (var argument in content.Arguments)
        {
            if (argument.Value.ConstantValue is not { HasValue: true, Value: string text })
            {
                continue;
            }

            if (argument.Parameter?.Name == "mediaType")
            {
                return text;
            }

            address = argument.Parameter?.Name == "uri" ? text : address;
        }

        return address is not null && address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && address.IndexOf('/') > 0
            ? address.Substring(5)
            : null;
    }
}
