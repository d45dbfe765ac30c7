using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Reading;

/// <summary>The names of one section, for references to them.</summary>
/// <remarks>
/// A name that is declared but has no entry in the table (it could not become an identifier, say) resolves to nothing without a word:
/// its own problem has been reported where it stands.
/// </remarks>
internal sealed class References(string kind)
{
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>Whether a file that may declare more could not be read, so that an unknown name may well exist.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>
    /// What a name that nothing declares is instead, with what to do; and the declared name that is meant by it, where one is. Null where
    /// it is nothing else.
    /// </summary>
    public Func<string, (string? Meant, string Remedy)?>? Elsewhere { get; set; }

    /// <summary>Whether a name is declared.</summary>
    public bool Has(string name) => _declared.Contains(name);

    public void Declare(string name, bool isKept)
    {
        if (_declared.Add(name))
        {
            _names.Add(name);
        }

        if (isKept)
        {
            _kept.Add(name);
        }
    }

    /// <summary>The name that <paramref name="reference"/> refers to, or null; reports a name that nothing declares.</summary>
    public string? Resolve(JsonString reference, ProblemList problems)
    {
        var name = reference.Value;
        if (!_declared.Contains(name) && !IsIncomplete)
        {
            if (problems.IsFull(FileRules.UnknownReference))
            {
                // Looking for the nearest of thousands of names, thousands of times, would take minutes.
                problems.Add(FileRules.UnknownReference, reference, kind, PlainText.Escape(name), "");
                return null;
            }

            var (nearest, remedy) = Elsewhere?.Invoke(name) ?? Nearest(name);
            problems.Add(FileRules.UnknownReference.At(reference, kind, PlainText.Escape(name), remedy) with { Suggested = nearest });
        }

        return _kept.Contains(name) ? name : null;
    }

    /// <summary>Resolves the reference that is a property's value; null where there is none.</summary>
    public string? Resolve(ObjectReader entry, string property) =>
        entry.String(property, _ => true) is { } reference ? Resolve(reference, entry.Problems) : null;

    private (string? Meant, string Remedy) Nearest(string name)
    {
        // Gateways put the provider before the model.
        var own = name.Substring(name.LastIndexOf('/') + 1);
        var nearest = Has(own) ? own : Suggestion.Nearest(name, _names);
        return (nearest, Suggestion.Remedy(
            nearest, _names, "the known ones are", $"the table has no {kind}s yet: declare it under '{kind}s'"));
    }
}
