namespace RouteGen.Model.Fields;

/// <summary>An entry's word on findings that are fine.</summary>
internal static class Suppressions
{
    public static readonly Form Form = new("an object with a reason for each suppressed rule", """
        "type": "object", "additionalProperties": false, "patternProperties": { "^RG[1-9][0-9]{3}$":
        { "type": "string", "pattern": "\\S", "description": "Why the finding is acceptable.", "examples": ["both run in one region, which the contract allows"] } }
        """);
}
