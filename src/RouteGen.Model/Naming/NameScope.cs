using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Naming;

/// <summary>Names of one kind, and the identifiers that they have taken.</summary>
internal sealed class NameScope
{
    private readonly string _kind;
    private readonly Func<string, string?> _reserved;
    private readonly Dictionary<string, string> _taken = new(StringComparer.Ordinal);
    private readonly ProblemList _problems;

    /// <param name="kind">What is named, such as <c>route</c>.</param>
    /// <param name="reserved">Why an identifier cannot be had; null where it can.</param>
    /// <param name="problems">Where to report.</param>
    public NameScope(string kind, Func<string, string?> reserved, ProblemList problems)
    {
        _kind = kind;
        _reserved = reserved;
        _problems = problems;
    }

    /// <summary>Makes the identifier of a name and takes it, or reports why it cannot be had.</summary>
    public string? Take(JsonString key)
    {
        var name = key.Value;
        if (name.Any(PlainText.IsUnseen))
        {
            return Refuse(key, $"The name of the {_kind} '{PlainText.Escape(name)}' contains a control or format character; remove it");
        }

        if (Identifiers.FromName(name) is not { } identifier)
        {
            var remedy = _kind == "model"
                ? "begin the key with a letter, and put the provider's name of the model into the target's 'deployment'"
                : "begin it with a letter";
            return Refuse(key, $"The {_kind} name '{PlainText.Escape(name)}' cannot become a C# identifier; {remedy}");
        }

        if (_reserved(identifier) is { } reason)
        {
            return Refuse(
                key,
                $"The {_kind} '{PlainText.Escape(name)}' becomes '{PlainText.Escape(identifier)}' in C#, {reason}; rename the {_kind}");
        }

        if (_taken.TryGetValue(identifier, out var first))
        {
            return first == name ? null : Refuse(key, $"The {_kind}s '{PlainText.Escape(first)}' and '{PlainText.Escape(name)}' both " +
                $"become '{PlainText.Escape(identifier)}' in C#; rename one");
        }

        _taken.Add(identifier, name);
        return identifier;
    }

    private string? Refuse(JsonString key, string message)
    {
        _problems.Add(FileRules.NameCollision, key, message);
        return null;
    }
}
