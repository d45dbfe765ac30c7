using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace RouteGen.Tool.Terminal;

/// <summary>Where a result goes: to standard output, or to the file that <c>--output</c> names.</summary>
internal static class ResultOutput
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Makes the option.</summary>
    public static Option<string?> CreateOption() => new("--output", "-o")
    {
        Description = "The file to write; standard output otherwise.",
        HelpName = "file",
    };

    /// <summary>Writes a text.</summary>
    public static async Task WriteAsync(ToolHost host, string? path, string text, CancellationToken cancellation)
    {
        if (path is null)
        {
            await host.Out.WriteAsync(text.AsMemory(), cancellation);
            return;
        }

        await File.WriteAllTextAsync(host.FullPath(path), text, Utf8, cancellation);
    }

    /// <summary>Writes what is too long to be held, piece by piece.</summary>
    public static async Task WriteAsync(ToolHost host, string? path, Func<Stream, Task> write)
    {
        if (path is not null)
        {
            await using var file = File.Create(host.FullPath(path));
            await write(file);
            return;
        }

        using var text = new MemoryStream();
        await write(text);
        await host.Out.WriteAsync(Utf8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }

    /// <summary>JSON as people can read it too, with a line end.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            write(writer);
        }

        return Utf8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    /// <summary>A number of JSON, exact and without an exponent.</summary>
    public static void WriteExact(this Utf8JsonWriter writer, string name, decimal? usd)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(usd is { } amount ? Spend.SpendText.Format(amount) : "null", skipInputValidation: true);
    }
}
