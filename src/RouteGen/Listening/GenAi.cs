using System.Globalization;
using RouteGen.Definitions;

namespace RouteGen.Listening;

/// <summary>Words of OpenTelemetry's GenAI conventions 1.41.1 for what tables say.</summary>
internal static class GenAi
{
    private const int FirstError = 400;
    private static readonly string?[] Statuses = new string?[200];
    private static readonly string[] Stop = ["stop"];
    private static readonly string[] Length = ["length"];
    private static readonly string[] ToolCalls = ["tool_calls"];

    /// <summary>The convention's name of what a route asks for.</summary>
    public static string OperationOf(RouteType type) => type == RouteType.Embedding ? "embeddings" : "chat";

    /// <summary>The convention's well-known values where there is one, else the kind.</summary>
    public static string ProviderName(ProviderDefinition provider) => provider.Kind switch
    {
        "azure-openai" => "azure.ai.openai",
        "gemini" => "gcp.gemini",
        "mistral" => "mistral_ai",
        "moonshot" => "moonshot_ai",
        "xai" => "x_ai",
        "openai-compatible" or "routegen" or "custom" => provider.Name,
        var kind => kind,
    };

    /// <summary>An HTTP status where there is an error status, else the fault's name.</summary>
    public static string ErrorType(Fault fault, int? status) => status is >= FirstError and < 600 and var error
        ? Statuses[error - FirstError] ??= error.ToString(CultureInfo.InvariantCulture)
        : EnumNames<Fault>.NameOf(fault);

    /// <summary>The reasons of a reply, of which there is one here. Not to be changed: calls share it.</summary>
    public static string[] Reasons(string reason) => reason switch
    {
        "stop" => Stop,
        "length" => Length,
        "tool_calls" => ToolCalls,
        _ => [reason],
    };
}
