using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RouteGen.Spend;
using Spectre.Console.Rendering;

namespace RouteGen.Tool.Terminal;

/// <summary>Where a result goes: to standard output, or into the file of <c>--output</c>.</summary>
internal static class ResultOutput
{
    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the option.</summary>
    /// <param name="name">Its long name, where <c>--output</c> means something else to the verb.</param>
    public static Option<string?> CreateOption(string name = "--output") => new(name, "-o")
    {
        Description = "Writes the result into a file.",
        HelpName = "file",
    };

    /// <summary>Writes text.</summary>
    /// <param name="host">The host.</param>
    /// <param name="file">The file; null for standard output.</param>
    /// <param name="text">The result.</param>
    public static void Write(ToolHost host, string? file, string text)
    {
        if (file is null)
        {
            host.Out.Write(text);
            return;
        }

        WholeFile.Write(host.FullPath(file), text);
    }

    /// <summary>Writes text.</summary>
    public static async Task WriteAsync(ToolHost host, string? file, string text, CancellationToken cancellation)
    {
        if (file is null)
        {
            await host.Out.WriteAsync(text.AsMemory(), cancellation);
            return;
        }

        await File.WriteAllTextAsync(host.FullPath(file), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
    }

    /// <summary>Writes what is too long to be held twice, piece by piece.</summary>
    public static async Task WriteAsync(ToolHost host, string? file, Func<Stream, Task> write)
    {
        if (file is not null)
        {
            await using var stream = File.Create(host.FullPath(file));
            await write(stream);
            return;
        }

        using var text = new MemoryStream();
        await write(text);
        await host.Out.WriteAsync(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }

    /// <summary>Writes tables and bars; without colours into a file.</summary>
    public static void Write(ToolHost host, string? file, params IEnumerable<IRenderable> parts)
    {
        if (file is null)
        {
            Write(host, parts);
            return;
        }

        using var text = new StringWriter { NewLine = "\n" };
        Write(host.WithOutput(text), parts);
        Write(host, file, text.ToString());
    }

    /// <summary>JSON with a member a line.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }

    /// <summary>A number of JSON, exact and without an exponent.</summary>
    public static void WriteExact(this Utf8JsonWriter json, string name, decimal? number)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(number is { } value ? SpendText.Format(value) : "null", skipInputValidation: true);
    }

    private static void Write(ToolHost host, IEnumerable<IRenderable> parts)
    {
        foreach (var part in parts)
        {
            host.Screen.Write(part);
        }
    }
}
