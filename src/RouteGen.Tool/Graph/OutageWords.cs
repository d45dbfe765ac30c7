using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Graph;

/// <summary>What <c>--without</c> names, and how it is called.</summary>
internal static class OutageWords
{
    private static readonly (string Word, OutageKind Kind)[] Kinds =
    [
        ("provider", OutageKind.Provider), ("key", OutageKind.Key), ("region", OutageKind.Region), ("model", OutageKind.Model),
        ("target", OutageKind.Target),
    ];

    /// <summary>Reads <c>openai</c>, <c>region:eu</c>, <c>key:OPENAI_API_KEY</c>, <c>model:gpt-5</c> or <c>target:mini</c>.</summary>
    /// <exception cref="UsageException">The table has no such thing.</exception>
    public static OutagePart Read(TableView table, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = (OutageKind.Provider, text);

        // A provider may have a colon in its name.
        if (colon > 0 && table.Table.Providers.All(p => p.Name != text))
        {
            var word = text[..colon];
            if (Array.FindIndex(Kinds, k => k.Word == word) is >= 0 and var index)
            {
                (kind, name) = (Kinds[index].Kind, text[(colon + 1)..]);
            }
            else
            {
                throw new UsageException(
                    $"'{PlainText.Escape(word)}' is not something that can be down; there are provider, key, region, model and target.");
            }
        }

        var known = Names(table, kind);
        return known.Contains(name) || (kind == OutageKind.Region && known.Any(r => r.StartsWith(name + "-", StringComparison.Ordinal)))
            ? new(kind, name)
            : throw new UsageException(UnknownName.Message(Word(kind), PlainText.Escape(name), known));
    }

    /// <summary>All that <c>--without</c> takes of a table, for completion and the list of outages.</summary>
    public static string Text(OutagePart part) => part.Kind == OutageKind.Provider ? part.Name : $"{Word(part.Kind)}:{part.Name}";

    /// <summary>A part in words, with the providers that are down with one.</summary>
    public static string Describe(TableView table, OutagePart part)
    {
        if (part.Kind != OutageKind.Provider)
        {
            return $"{Word(part.Kind)} {PlainText.Escape(part.Name)}";
        }

        var others = table.Targets.Where(t => part.IsNeededBy(t, table) && t.Provider.Name != part.Name)
            .Select(static t => PlainText.Escape(t.Provider.Name)).Distinct(StringComparer.Ordinal).ToArray();
        return PlainText.Escape(part.Name) + (others.Length == 0 ? "" : $" with {Wording.Listed(others)}, at the same address");
    }

    public static string Word(OutageKind kind) => Array.Find(Kinds, k => k.Kind == kind).Word;

    private static HashSet<string> Names(TableView table, OutageKind kind) => new(kind switch
    {
        OutageKind.Provider => table.Table.Providers.Select(static p => p.Name),
        OutageKind.Key => table.Table.Providers.SelectMany(OutagePart.KeysOf),
        OutageKind.Region => table.Table.Providers.Select(static p => p.Region).OfType<string>(),
        OutageKind.Model => table.Targets.SelectMany(static t => new[] { t.Model.Name, t.Entry.Deployment }),
        _ => table.Targets.Select(static t => t.Name),
    }, StringComparer.Ordinal);
}
