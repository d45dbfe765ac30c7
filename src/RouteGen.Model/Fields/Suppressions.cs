namespace RouteGen.Model.Fields;

/// <summary>The property <c>suppress</c> of every entry: its word on findings that are fine.</summary>
internal static class Suppressions
{
    private static readonly Form Form = new("an object with a reason for each suppressed rule", """
        "type": "object", "additionalProperties": false, "patternProperties": { "^RG[1-9][0-9]{3}$":
        { "type": "string", "pattern": "\\S", "description": "Why the finding is acceptable.",
        "examples": ["both run in one region, which the contract allows"] } }
        """);

    public static Field<TOwner> Create<TOwner>() => new("suppress", Form)
    {
        Description = "Findings about this entry that are acceptable: a rule's ID, and the reason. Rules RG0xxx block and cannot be "
            + "suppressed.",
        Example = """{ "RG1003": "why this is fine" }""",
    };
}
