using RouteGen.Definitions;

namespace RouteGen.Billing;

/// <summary>
/// Which model of a table a provider says it used. Providers answer with a dated or qualified name of what they were asked for, and
/// sometimes with another model.
/// </summary>
internal static class ServedModels
{
    /// <summary>What a reply's word for its model comes to at a target.</summary>
    public static ServedModel Find(RouteTableDefinition table, TargetDefinition target, string? reported)
    {
        if (string.IsNullOrEmpty(reported) || Is(reported, target.Deployment) || Is(reported, target.Model.Name))
        {
            return default;
        }

        if (Known(table, target.Provider, reported, exactly: true) is { } other)
        {
            return new(!ReferenceEquals(other, target.Model), other);
        }

        if (IsLike(reported, target.Deployment) || IsLike(reported, target.Model.Name))
        {
            return default;
        }

        other = Known(table, target.Provider, reported, exactly: false);
        return new(!ReferenceEquals(other, target.Model), other);
    }

    /// <summary>The model of that name; null where the table has none.</summary>
    public static ModelDefinition? Named(RouteTableDefinition table, ProviderDefinition provider, string name) =>
        name.Length == 0 ? null : Known(table, provider, name, exactly: true) ?? Known(table, provider, name, exactly: false);

    /// <summary>By the deployments of the same provider, then by the names of models, then by the deployments of others.</summary>
    private static ModelDefinition? Known(RouteTableDefinition table, ProviderDefinition provider, string name, bool exactly)
    {
        ModelDefinition? elsewhere = null, named = null;
        for (var i = 0; i < table.Targets.Count; i++)
        {
            var target = table.Targets[i];
            if (exactly ? Is(name, target.Deployment) : IsLike(name, target.Deployment))
            {
                if (target.Provider.Name == provider.Name)
                {
                    return target.Model;
                }

                elsewhere ??= target.Model;
            }

            named ??= (exactly ? Is(name, target.Model.Name) : IsLike(name, target.Model.Name)) ? target.Model : null;
        }

        return named ?? elsewhere;
    }

    private static bool Is(ReadOnlySpan<char> name, ReadOnlySpan<char> other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsLike(string name, string other) => Is(Plain(name), Plain(other));

    /// <summary>
    /// A name without what only says which edition it is: whose it is before a slash, a tag after a colon, and a date, a counter or
    /// <c>latest</c> at its end.
    /// </summary>
    private static ReadOnlySpan<char> Plain(ReadOnlySpan<char> name)
    {
        name = name[(name.LastIndexOf('/') + 1)..];
        var tag = name.IndexOfAny(':', '@');
        name = tag > 0 ? name[..tag] : name;
        while (name.LastIndexOf('-') is > 0 and var dash && IsEdition(name[(dash + 1)..], name[..dash]))
        {
            name = name[..dash];
        }

        return name;
    }

    /// <summary><c>latest</c>; <c>20250807</c>, <c>0613</c>, <c>001</c>; and the days and months of <c>2025-08-07</c>.</summary>
    private static bool IsEdition(ReadOnlySpan<char> end, ReadOnlySpan<char> before) =>
        end is "latest"
        || (end.Length is 3 or 4 or 8 && !end.ContainsAnyExceptInRange('0', '9'))
        || (end.Length == 2 && !end.ContainsAnyExceptInRange('0', '9') && IsPartOfDate(before));

    /// <summary>Whether what stands before two digits is a year, or a year and a month.</summary>
    private static bool IsPartOfDate(ReadOnlySpan<char> before)
    {
        var last = before[(before.LastIndexOf('-') + 1)..];
        if (last.Length == 2 && !last.ContainsAnyExceptInRange('0', '9') && before.Length > 3)
        {
            before = before[..^3];
            last = before[(before.LastIndexOf('-') + 1)..];
        }

        return last.Length == 4 && last.StartsWith("20") && !last.ContainsAnyExceptInRange('0', '9');
    }
}

/// <summary>The model that answered, as far as it is another than was asked for.</summary>
/// <param name="IsOther">Whether it is another.</param>
/// <param name="Known">The model of the table that it is; null where it is the one that was asked for, or none of the table's.</param>
internal readonly record struct ServedModel(bool IsOther, ModelDefinition? Known);
