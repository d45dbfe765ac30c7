using RouteGen.Model.Reading;

namespace RouteGen.Model.Tests.Corpus;

/// <summary>A table with marked places, and the rules that must be reported there, in order; none means that it is good.</summary>
/// <remarks>Places are marked ⟦so⟧.</remarks>
public sealed class TableCase
{
    /// <summary>Beyond a schema: it judges JSON only.</summary>
    public const string NotJson = "not JSON";

    /// <summary>Beyond the validator of these tests: draft 7 takes 2.0 for an integer, and NJsonSchema does not.</summary>
    public const string ValidatorFault = "integers of draft 4";

    private TableCase(string name, string marked, string[] rules)
    {
        Name = name;
        Rules = rules;
        Text = marked.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal);
        var places = new List<(int, int)>();
        for (int from = 0, open; (open = marked.IndexOf('⟦', from)) >= 0; from = marked.IndexOf('⟧', open))
        {
            places.Add((open - (2 * places.Count), marked.IndexOf('⟧', open) - open - 1));
        }

        Places = places;
    }

    public string Name { get; }

    public string Text { get; }

    public IReadOnlyList<string> Rules { get; }

    public IReadOnlyList<(int Start, int Length)> Places { get; }

    /// <summary>Why routes.schema.json cannot say what the reader says here; null where it can.</summary>
    public string? BeyondSchema { get; private set; }

    /// <summary>A whole text.</summary>
    public static TableCase Whole(string name, string text, params string[] rules) => new(name, text, rules);

    /// <summary>Properties of the root beside a good table and routes.</summary>
    public static TableCase Root(string name, string properties, params string[] rules) =>
        new(name, $$"""{ {{properties}}, "table": "GoodRoutes", "routes": { } }""", rules);

    /// <summary>Properties of a model.</summary>
    public static TableCase Model(string name, string properties, params string[] rules) =>
        Root(name, $$""" "models": { "m": { {{properties}} } } """, rules);

    /// <summary>Properties of a model's price.</summary>
    public static TableCase Price(string name, string properties, params string[] rules) =>
        Model(name, $$""" "usdPerMTok": { {{properties}} } """, rules);

    /// <summary>Properties of a provider.</summary>
    public static TableCase Provider(string name, string properties, params string[] rules) =>
        Root(name, $$""" "providers": { "p": { {{properties}} } } """, rules);

    /// <summary>Properties of a target beside a good provider and model.</summary>
    public static TableCase Target(string name, string properties, params string[] rules) =>
        Root(
            name,
            $$""" "models": { "m": { } }, "providers": { "p": { "kind": "openai" } }, "targets": { "t": { {{properties}} } } """,
            rules);

    /// <summary>A section of routes beside two good targets, t and u.</summary>
    public static TableCase Routes(string name, string routes, params string[] rules) => new(
        name,
        $$"""
        {
          "table": "GoodRoutes",
          "models": { "m": { } },
          "providers": { "p": { "kind": "openai" } },
          "targets": { "t": { "provider": "p", "model": "m" }, "u": { "provider": "p", "model": "m" } },
          "routes": { {{routes}} }
        }
        """,
        rules);

    /// <summary>Properties of a route beside a good chain.</summary>
    public static TableCase Route(string name, string properties, params string[] rules) =>
        Routes(name, $$""" "r": { "chain": ["t"], {{properties}} } """, rules);

    /// <summary>A chain.</summary>
    public static TableCase Chain(string name, string chain, params string[] rules) =>
        Routes(name, $$""" "r": { "chain": {{chain}} } """, rules);

    /// <summary>This case, where a schema cannot say what the reader says.</summary>
    public TableCase Beyond(string reason)
    {
        BeyondSchema = reason;
        return this;
    }

    public TableReading Read() => TableReader.Read(new TextFile("routes.json", Text), []);

    public override string ToString() => Name;
}
