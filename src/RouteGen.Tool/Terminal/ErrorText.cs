using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RouteGen.Tool.Terminal;

/// <summary>What is wrong, on standard error: a sentence on a screen, a line of JSON in a pipe.</summary>
internal static partial class ErrorText
{
    /// <summary>
    /// A message about words of the command line without the rest of long ones: a token typed in the wrong place is not repeated.
    /// </summary>
    public static string WithoutSecrets(string message) => LongWord().Replace(message, "$1…'");

    public static void Write(ToolHost host, int exitCode, string message)
    {
        if (!host.IsErrorRedirected)
        {
            host.Error.WriteLine($"routegen: {message}");
            return;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("kind", exitCode == ExitCode.Usage ? "usage" : "fault");
            json.WriteString("message", message);
            json.WriteNumber("exitCode", exitCode);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        host.Error.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    [GeneratedRegex("('(?!--)[^'/]{8})[^']{17,}'", RegexOptions.CultureInvariant)]
    private static partial Regex LongWord();
}
