using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RouteGen.Tool.Terminal;

/// <summary>What is wrong, on standard error: a sentence on a screen, a line of JSON in a pipe.</summary>
internal static class ErrorText
{
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
}
