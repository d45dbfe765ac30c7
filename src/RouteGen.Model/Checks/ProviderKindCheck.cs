using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks;

/// <summary>RG0010: a provider whose kind no referenced package brings.</summary>
public static class ProviderKindCheck
{
    /// <summary>The kind that needs no package: the application registers an IChatClient.</summary>
    public const string Custom = "custom";

    private static readonly IReadOnlyDictionary<string, string> Packages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["openai"] = "RouteGen.OpenAI",
        ["openai-compatible"] = "RouteGen.OpenAI",
        ["azure-openai"] = "RouteGen.OpenAI",
        ["gemini"] = "RouteGen.OpenAI",
        ["openrouter"] = "RouteGen.OpenAI",
        ["anthropic"] = "RouteGen.Anthropic",
        ["ollama"] = "RouteGen.Ollama",
    };

    /// <summary>Checks the providers of a table against the kinds that the project knows.</summary>
    public static EquatableArray<Problem> Check(TableReading reading, IReadOnlyCollection<string> knownKinds)
    {
        List<Problem>? problems = null;
        foreach (var provider in reading.Table.Providers)
        {
            if (provider.Kind is "" or Custom || knownKinds.Contains(provider.Kind))
            {
                continue;
            }

            if ((reading.Find(EntrySection.Providers, provider.Name)?.Property.Value as JsonObject)?.Find("kind")?.Value is { } kind)
            {
                var message = new EquatableArray<string>([Explain(provider.Kind, knownKinds)]);
                (problems ??= []).Add(new Problem(FileRules.UnknownProviderKind, kind.Source.Path, kind.Range, message));
            }
        }

        return problems?.ToEquatableArray() ?? default;
    }

    private static string Explain(string kind, IReadOnlyCollection<string> knownKinds)
    {
        if (Packages.TryGetValue(kind, out var package))
        {
            return $"Provider kind '{kind}' needs the package {package}: dotnet add package {package}";
        }

        var kinds = knownKinds.Concat(Packages.Keys).Concat([Custom]).Distinct().OrderBy(k => k, StringComparer.Ordinal).ToArray();
        return $"There is no provider kind '{PlainText.Escape(kind)}'; {Suggestion.For(kind, kinds, "the known ones are", "")}";
    }
}
