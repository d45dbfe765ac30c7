using RouteGen.Model.Checks.Chains;

namespace RouteGen.Tool.Graph;

/// <summary>The colours of a picture, for a light page and for a dark one: the reader's system chooses.</summary>
internal static class SvgColours
{
    /// <summary>Colours of providers; with more of them the colours come again, and the boxes say the name.</summary>
    public const int Count = 8;

    public static string Style { get; } =
        $$"""
        :root { color-scheme: light dark; --page:#ffffff; --ink:#1f2328; --dim:#59636e; --edge:#818b98;
        --red:#c0262d; --amber:#8a5a00; --green:#1a7f37;
        {{Variables(Light)}} }
        @media (prefers-color-scheme: dark) { :root { --page:#0d1117; --ink:#e6edf3; --dim:#9198a1; --edge:#7d8590;
        --red:#ff7b72; --amber:#e3b341; --green:#56d364;
        {{Variables(Dark)}} } }
        .page { fill: var(--page) }
        .t { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--ink); white-space: pre }
        .bold { font-weight: 700 } .big { font-size: 16px; font-weight: 700 }
        .dim { fill: var(--dim) } .red { fill: var(--red) } .amber { fill: var(--amber) } .green { fill: var(--green) }
        .edge { fill: none; stroke: var(--edge); stroke-width: 1.5 } .dash { stroke-dasharray: 5 4 } .head { fill: var(--edge) }
        .box { stroke-width: 1.5 }
        {{string.Join('\n', Enumerable.Range(0, Count).Select(static i => $".p{i} {{ fill: var(--f{i}); stroke: var(--s{i}) }}"))}}
        rect.down { fill: var(--page); stroke: var(--red); stroke-dasharray: 5 4 }
        text.down { fill: var(--dim); text-decoration: line-through }
        """.ReplaceLineEndings("\n");

    private static (string Fill, string Stroke)[] Light =>
    [
        ("#e3edff", "#2f6fd0"), ("#dff5e5", "#2a8a4a"), ("#fdf2d0", "#b07d10"), ("#f0e5fc", "#7d4bc0"),
        ("#dbf4f4", "#17868a"), ("#fce3ea", "#c03a66"), ("#eeeeee", "#666666"), ("#fce8d8", "#c0601a"),
    ];

    private static (string Fill, string Stroke)[] Dark =>
    [
        ("#12233f", "#5b9bff"), ("#10301c", "#4cc274"), ("#362a08", "#d9a92f"), ("#291a40", "#b48af0"),
        ("#0c2e30", "#43c0c4"), ("#3a1622", "#f07a9f"), ("#26292e", "#a0a0a0"), ("#39210f", "#f09a55"),
    ];

    /// <summary>How bad a level is, as a class.</summary>
    public static string ClassOf(OutageLevel level) => level switch
    {
        OutageLevel.Ends => "red",
        OutageLevel.Alone or OutageLevel.Degraded => "amber",
        _ => "green",
    };

    private static string Variables((string Fill, string Stroke)[] colours) =>
        string.Join(' ', colours.Select(static (c, i) => $"--f{i}:{c.Fill}; --s{i}:{c.Stroke};"));
}
