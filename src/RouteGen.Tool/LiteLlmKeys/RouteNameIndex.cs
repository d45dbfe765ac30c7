using RouteGen.Model.Tables;

namespace RouteGen.Tool.LiteLlmKeys;

/// <summary>The routes of a table by what clients call them.</summary>
internal sealed class RouteNameIndex(IReadOnlyList<RouteEntry> routes)
{
    /// <summary>The routes that a model of a key stands for: one, those of a pattern, or none.</summary>
    public IReadOnlyList<string> Find(string model)
    {
        if (routes.FirstOrDefault(r => r.Name == model) is { } named)
        {
            return [named.Name];
        }

        return model.Contains('*', StringComparison.Ordinal)
            ? [.. routes.Where(r => r.Aliases.Any(a => NamePattern.Overlap(a, model))
                || NamePattern.Overlap(r.Name, model)).Select(static r => r.Name)]
            : [.. routes.Where(r => r.Aliases.Any(a => NamePattern.Overlap(a, model))).Select(static r => r.Name)];
    }
}
