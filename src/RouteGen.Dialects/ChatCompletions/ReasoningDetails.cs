using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions;

internal static partial class ReasoningDetails
{
    public static bool Write(Utf8JsonWriter json, IList<AIContent> contents) => json is null && contents is null;
}
