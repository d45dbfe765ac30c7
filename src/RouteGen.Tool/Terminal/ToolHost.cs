using System.Collections;
using System.Collections.ObjectModel;
using Spectre.Console;

namespace RouteGen.Tool.Terminal;

/// <summary>What a command has of the world: streams, variables, folder, clock. Nothing of the tool asks the process itself.</summary>
internal sealed class ToolHost
{
    private const int PipedWidth = 160;

    private IAnsiConsole? _screen;
    private IAnsiConsole? _notices;

    /// <summary>Standard output: results, and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: what is wrong, and how far it is.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Whether the output goes elsewhere than to a screen.</summary>
    public bool IsOutputRedirected { get; init; } = true;

    /// <summary>Whether what is wrong goes elsewhere than to a screen: then it is JSON, and there is no progress.</summary>
    public bool IsErrorRedirected { get; init; } = true;

    /// <summary>Whether the input comes from elsewhere than from a keyboard: then nothing is asked.</summary>
    public bool IsInputRedirected { get; init; } = true;

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The folder that relative paths are seen from.</summary>
    public required string Folder { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Columns of the screen; null for its own, and in a pipe for enough.</summary>
    public int? Width { get; init; }

    /// <summary>
    /// Whether a screen that is none gets the sixteen colours of terminals all the same: what pictures of the tool are made of.
    /// </summary>
    public bool IsForced { get; init; }

    /// <summary>
    /// Standard output with tables and bars; with colours where it is a screen and <c>NO_COLOR</c> is not set
    /// (no-color.org). Text that comes from files goes through <see cref="Markup.Escape"/>.
    /// </summary>
    public IAnsiConsole Screen => _screen ??= Create(Out, IsOutputRedirected);

    /// <summary>Standard error alike, for progress.</summary>
    public IAnsiConsole Notices => _notices ??= Create(Error, IsErrorRedirected);

    /// <summary>The host of a real process.</summary>
    public static ToolHost FromProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        In = Console.In,
        IsOutputRedirected = Console.IsOutputRedirected,
        IsErrorRedirected = Console.IsErrorRedirected,
        IsInputRedirected = Console.IsInputRedirected,
        Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(
            static v => (string)v.Key,
            static v => (string)v.Value!,
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal),
        Folder = Directory.GetCurrentDirectory(),
    };

    /// <summary>An environment variable; null where it is not set.</summary>
    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    /// <summary>A path as the command line wrote it, seen from <see cref="Folder"/>.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, Folder);

    /// <summary>This host with its results going elsewhere, as into a pipe.</summary>
    public ToolHost WithOutput(TextWriter output) => new()
    {
        Out = output,
        Error = Error,
        In = In,
        IsErrorRedirected = IsErrorRedirected,
        IsInputRedirected = IsInputRedirected,
        Variables = Variables,
        Folder = Folder,
        Time = Time,
        Width = Width,
    };

    private IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var isForced = !isRedirected && IsForced;
        var isPlain = isRedirected || !string.IsNullOrEmpty(Variable("NO_COLOR")) || Variable("TERM") == "dumb";
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : isForced ? AnsiSupport.Yes : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : isForced ? ColorSystemSupport.Standard : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if ((Width ?? (isRedirected ? PipedWidth : null)) is { } width)
        {
            console.Profile.Width = width;
        }

        return console;
    }
}
