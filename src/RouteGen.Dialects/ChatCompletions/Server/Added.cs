using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>Members that a message, a part or a call has beyond the dialect's own.</summary>
internal static class Added
{
    public static void To(AdditionalPropertiesDictionary properties, AdditionalPropertiesDictionary others)
    {
        foreach (var (name, value) in others)
        {
            properties[name] = value;
        }
    }
}
