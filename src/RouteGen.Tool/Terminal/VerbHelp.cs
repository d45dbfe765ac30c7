using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace RouteGen.Tool.Terminal;

/// <summary>Help as System.CommandLine writes it, and the examples of the verb.</summary>
internal sealed partial class VerbHelp(HelpAction inner) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter { NewLine = output.NewLine };
        parseResult.InvocationConfiguration.Output = text;
        var code = inner.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;

        // Words of enums, as one types them.
        output.Write(Default().Replace(text.ToString(), static m => m.Value.ToLowerInvariant()));
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
            {
                output.WriteLine($"  {example.Line}");
                output.WriteLine($"      {example.Purpose}");
            }

            output.WriteLine();
        }

        return code;
    }

    [GeneratedRegex(@"\[default: [A-Z][A-Za-z]*\]")]
    private static partial Regex Default();
}
