using RouteGen.Model.Problems;
using RouteGen.Model.Values;

namespace RouteGen.Model.Json;

/// <summary>Problems at places of a JSON text.</summary>
internal static class JsonProblems
{
    /// <summary>A problem of this kind at a node.</summary>
    public static Problem At(this ProblemRule rule, JsonNode node, params string[] arguments) =>
        new(rule, node.Source.Path, node.Range, new EquatableArray<string>(arguments));

    /// <summary>Adds a problem of a kind at a node.</summary>
    public static void Add(this ProblemList problems, ProblemRule rule, JsonNode at, params string[] arguments) =>
        problems.Add(rule.At(at, arguments));

    /// <summary>Reports the syntax problems and duplicate keys of a text.</summary>
    public static void AddThoseOf(this ProblemList problems, JsonTree tree)
    {
        problems.AddSyntax(tree.Problems, tree.IsStructureBroken);
        DuplicateKeys.Check(tree.Root, problems);
    }
}
