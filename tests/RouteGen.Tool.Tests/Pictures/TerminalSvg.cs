using System.Globalization;
using System.Security;
using System.Text;
using RouteGen.Tool.Graph;

namespace RouteGen.Tool.Tests.Pictures;

/// <summary>What a terminal shows, as a picture: the sixteen colours of terminals, for a light page and for a dark one.</summary>
internal static class TerminalSvg
{
    private const double Cell = 8.4;
    private const double Line = 19;
    private const double Margin = 18;
    private const double Bar = 34;

    /// <summary>Makes the picture of a command and what it wrote.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="output">What it wrote, with the escapes of ECMA-48.</param>
    /// <param name="columns">The width of the terminal.</param>
    public static string Write(string command, string output, int columns)
    {
        var body = new StringBuilder();
        var y = Bar + Margin;
        Run(body, y, 0, "$ " + command, new TerminalStyle { IsBold = true });
        foreach (var line in TerminalText.Read(output.TrimEnd()))
        {
            y += Line;
            foreach (var run in line)
            {
                Run(body, y, run.Column, run.Text, run.Style);
            }
        }

        var (width, height) = (Math.Ceiling((columns * Cell) + (2 * Margin)), Math.Ceiling(y + Margin));
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
              role="img" aria-labelledby="title">
            <title id="title">{SecurityElement.Escape("$ " + command)}</title>
            <style>
            {Style}
            </style>
            <rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" class="window"/>
            <circle cx="20" cy="18" r="5.5" class="dot"/><circle cx="38" cy="18" r="5.5" class="dot"/>
            <circle cx="56" cy="18" r="5.5" class="dot"/>
            {body}</svg>

            """).ReplaceLineEndings("\n");
    }

    private static string Style =>
        $$"""
        :root { color-scheme: light dark; --bg:#ffffff; --edge:#d1d9e0; --fg:#1f2328; {{Colours(Light)}} }
        @media (prefers-color-scheme: dark) { :root { --bg:#0d1117; --edge:#3d444d; --fg:#e6edf3; {{Colours(Dark)}} } }
        .window { fill: var(--bg); stroke: var(--edge) } .dot { fill: var(--edge) }
        text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--fg); white-space: pre }
        .b { font-weight: 700 } .d { opacity: .65 } .i { font-style: italic }
        .u { text-decoration: underline } .s { text-decoration: line-through }
        {{string.Join(' ', Enumerable.Range(0, 16).Select(static i => $".c{i} {{ fill: var(--c{i}) }}"))}}
        """;

    private static string[] Light =>
    [
        "#24292f", "#b0232a", "#1a7f37", "#8a5a00", "#0a58ca", "#7a3fc0", "#0f7b83", "#57606a",
        "#59636e", "#cf222e", "#2da44e", "#9a6700", "#218bff", "#a475f9", "#3192aa", "#1f2328",
    ];

    private static string[] Dark =>
    [
        "#6e7681", "#ff7b72", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#b1bac4",
        "#8b949e", "#ffa198", "#7ee787", "#f2cc60", "#a5d6ff", "#e2c5ff", "#b3f0ff", "#f0f6fc",
    ];

    private static string Colours(string[] colours) => string.Join(' ', colours.Select(static (c, i) => $"--c{i}:{c};"));

    private static void Run(StringBuilder body, double y, int column, string text, TerminalStyle style)
    {
        // Its length is stated, so that columns and bars stand in line whichever type a reader has.
        var (x, length) = (Margin + (column * Cell), SvgCanvas.CellsOf(text) * Cell);
        body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" textLength=\"{length:0.#}\" "
            + $"lengthAdjust=\"spacingAndGlyphs\"");
        body.Append(style.Classes is { Length: > 0 } classes ? $" class=\"{classes}\">" : ">");
        body.Append(SecurityElement.Escape(text)).Append("</text>\n");
    }
}
