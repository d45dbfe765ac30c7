using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks;

/// <summary>RG0010: a provider whose kind no referenced package brings.</summary>
public static class ProviderKindCheck
{
    /// <summary>Checks the providers of a table against the kinds that the project knows.</summary>
    public static EquatableArray<Problem> Check(TableReading reading, IReadOnlyCollection<string> knownKinds)
    {
        List<Problem>? problems = null;
        Dictionary<string, EntryPlace>? places = null;
        foreach (var provider in reading.Table.Providers)
        {
            if (provider.Kind is "" or KnownKinds.Custom || knownKinds.Contains(provider.Kind))
            {
                continue;
            }

            places ??= reading.Places.Where(place => place.Section == EntrySection.Providers)
                .ToDictionary(place => place.Name, StringComparer.Ordinal);
            if (places.TryGetValue(provider.Name, out var place)
                && (place.Property.Value as JsonObject)?.Find("kind")?.Value is { } kind)
            {
                var (meant, message) = Explain(provider.Kind, knownKinds);
                (problems ??= []).Add(
                    new Problem(FileRules.UnknownProviderKind, kind.Source.Path, kind.Range, new EquatableArray<string>([message]))
                    {
                        Suggested = meant,
                    });
            }
        }

        return problems?.ToEquatableArray() ?? default;
    }

    private static (string? Meant, string Message) Explain(string kind, IReadOnlyCollection<string> knownKinds)
    {
        if (KnownKinds.Find(kind)?.Package is { } package)
        {
            return (null, $"Provider kind '{kind}' needs the package {package}: dotnet add package {package}");
        }

        var kinds = knownKinds.Concat(KnownKinds.All.Select(known => known.Name)).Concat([KnownKinds.Custom])
            .Distinct().OrderBy(k => k, StringComparer.Ordinal).ToArray();
        var (meant, remedy) = ForeignKinds.Find(kind) ?? Nearest(kind, kinds);
        return (meant, $"There is no provider kind '{PlainText.Escape(kind)}'; {remedy}");
    }

    // All of them: whoever asks for one that there is not has to see which of the others to take.
    private static (string? Meant, string Remedy) Nearest(string kind, IReadOnlyCollection<string> kinds) =>
        Suggestion.Nearest(kind, kinds) is { } nearest
            ? (nearest, $"did you mean '{PlainText.Escape(nearest)}'?")
            : (null, $"the known ones are: {string.Join(", ", kinds.Select(PlainText.Escape))}; another service that speaks OpenAI's " +
                "protocol is of kind 'openai-compatible', with its address as 'endpoint'");
}
