using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Naming;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Reading;

/// <summary>Reads what a table says of itself.</summary>
internal static class TableHeader
{
    public static RouteTable Read(ObjectReader root, string path)
    {
        return TableFields.All.Read(
            new RouteTable { ClassName = ReadClassName(root) ?? FallbackClassName(path), CostBuckets = ReadCostBuckets(root) }, root);
    }

    /// <summary>Each account becomes a member of an enum, so that its name follows the rules of names.</summary>
    private static EquatableArray<string> ReadCostBuckets(ObjectReader root)
    {
        var names = new NameScope("cost bucket", GeneratedNames.WhyNotCostBucket, root.Problems);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return root.ListOfTexts("costBuckets")
            .Where(b => seen.Add(b.Value) && names.Take(b) is not null).Select(b => b.Value).ToEquatableArray();
    }

    /// <summary>
    /// The class of a table that does not say a usable one: made of the file's name, so that its routes keep a place in the code.
    /// </summary>
    public static string FallbackClassName(string path)
    {
        var file = LexicalPath.FileName(path);
        var name = Identifiers.FromName(file.Split('.')[0]) ?? "Unnamed";
        return name == "Routes" ? "RoutesTable" : name + "RoutesTable";
    }

    private static string? ReadClassName(ObjectReader root)
    {
        if (root.String("table", Identifiers.IsIdentifier) is not { } stated)
        {
            // What the author meant is often plain, and then their code compiles but for the one error.
            var meant = root["table"] is JsonString text ? Identifiers.FromName(text.Value) : null;
            return meant is not null && GeneratedNames.WhyNotTable(meant) is null ? meant : null;
        }

        if (GeneratedNames.WhyNotTable(stated.Value) is { } reason)
        {
            root.Problems.Add(
                FileRules.NameCollision,
                stated,
                $"The table cannot be named '{PlainText.Escape(stated.Value)}': {reason}; write for example \"SupportRoutes\"");
            return null;
        }

        return stated.Value;
    }
}
