using RouteGen.Generators.Projection;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "hooks": partial methods that an application may implement, and that cost nothing where it does not.</summary>
internal static class HooksEmitter
{
    private const string Attempt = "global::RouteGen.AttemptRecord attempt";
    private const string Record = "global::RouteGen.RouteRecord record";
    private const string Options = "global::Microsoft.Extensions.AI.ChatOptions options";
    private const string EmbeddingOptions = "global::Microsoft.Extensions.AI.EmbeddingGenerationOptions options";
    private const string Fault = "global::RouteGen.Fault fault";

    public static GeneratedFile Emit(TableSource source, CancellationToken cancellation)
    {
        var writer = new SourceWriter();
        using (writer.Namespace(source.Namespace))
        {
            foreach (var route in source.Table.Routes)
            {
                var target = source.TypeName(route.Identifier + "Target");
                using var type = writer.Braces($"partial class {route.Identifier}Route");
                Write(writer, "Has the last word on the options of one attempt.", "ConfigureOptions", "ConfigureOptions", $"{target} target, {(route.Type == RouteType.Embedding ? EmbeddingOptions : Options)}", "target, options");
                Write(writer, "Sees every attempt, served or not.", "OnAttemptCompleted", "AttemptCompleted", $"{target} target, {Attempt}", "target, attempt");
                Write(writer, "Sees the chain advance.", "OnFallback", "Fallback", $"{target} from, {target} to, {Fault}", "from, to, fault");
                Write(writer, "Sees every call once, whatever its outcome.", "OnCompleted", "Completed", Record, "record");
            }
        }

        return writer.ToFile(source, "Hooks");
    }

    private static void Write(SourceWriter writer, string summary, string hook, string raised, string parameters, string arguments)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"partial void {hook}({parameters});");
        writer.Line("/// <inheritdoc/>");
        writer.Line($"protected override void Raise{raised}({parameters}) => {hook}({arguments});");
    }
}
