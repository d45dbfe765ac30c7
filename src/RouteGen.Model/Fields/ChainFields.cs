using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The properties of an entry of a chain.</summary>
internal static class ChainFields
{
    public static readonly Form Form = new("a list of at least one target, each listed once", """
        "type": "array", "minItems": 1,
        "items": { "anyOf": [{ "type": "string", "description": "The name of a target.", "examples": ["gpt-mini"] },
        { "$ref": "#/definitions/chainEntry" }] }
        """) { Meant = MeantValues.List };

    public static readonly FieldList<ChainEntry> OfOptions = new(
        new Field<ChainEntry, decimal>("temperature", Forms.Number("a number from 0 to 2", 0, 2))
        {
            Description = "Sampling temperature, from 0 to 2.",
            Example = "0.7",
            Read = static (entry, value) => entry with { Temperature = value },
            Write = static (text, entry) => text.Add(entry.Temperature),
            Place = 0,
        },
        new Field<ChainEntry, decimal>("topP", Forms.Number("a number from 0 to 1", 0, 1))
        {
            Description = "Nucleus sampling mass, from 0 to 1.",
            Example = "0.9",
            Read = static (entry, value) => entry with { TopP = value },
            Write = static (text, entry) => text.Add(entry.TopP),
            Place = 1,
        },
        new Field<ChainEntry, int>("reasoningEffort", Forms.Word(Words.Efforts))
        {
            Description = "Reasoning effort.",
            Example = "\"low\"",
            Read = static (entry, value) => entry with { ReasoningEffort = Words.Efforts[value].Word },
            Write = static (text, entry) => text.Add(entry.ReasoningEffort),
            Place = 2,
        },
        new Field<ChainEntry, int>("maxOutputTokens", Forms.Tokens)
        {
            Description = "Output allowed at this target; clamps the route's. Unit: tokens.",
            Example = "600",
            Read = static (entry, value) => entry with { MaxOutputTokens = value },
            Write = static (text, entry) => text.Add(entry.MaxOutputTokens),
            Place = 3,
        });

    public static readonly FieldList<ChainEntry> All = new(
        new Field<ChainEntry>("target", Forms.Text.As("the name of a target"))
        {
            Description = "The name of a target.",
            Example = "\"mini\"",
            Shown = "\"gpt-mini\"",
            Required = true,
            Write = static (text, entry) => text.Add(entry.Target),
            Place = 0,
        },
        new Field<ChainEntry>("weight", Forms.Count("a whole number from 0 to 1,000,000", least: 0, most: 1_000_000))
        {
            Description =
                "The share of callers that begin at this target, relative to the weights of the other entries. Only where the "
                + "route's strategy is weighted; 0 means fallback only.",
            Example = "90",
            Default = "0",
            Write = static (text, entry) => text.Add(entry.Weight),
            Place = 2,
        },
        new Field<ChainEntry>("on", OnFields.Form)
        {
            Example = """{ "rateLimited": "next" }""",
            Write = static (text, entry) => text.Add(entry.On, OnFields.Write),
            Place = 3,
        },
        new Field<ChainEntry>("options", Fields.Form.Object("an object of options", "options"))
        {
            Example = """{ "temperature": 0.2 }""",
            Write = static (text, entry) => OfOptions.Write(text, entry),
            Place = 1,
        });
}
