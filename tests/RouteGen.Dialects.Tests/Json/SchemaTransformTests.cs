using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Tests.Json;

/// <summary>Our walk over a schema does what Microsoft.Extensions.AI's does.</summary>
public sealed class SchemaTransformTests
{
    public static TheoryData<string> Schemas =>
    [
        "true", "false", "{}",
        """{"type":"object","properties":{"a":true,"b":false,"c":{"type":"string","default":"x\"é"}}}""",
        """{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"integer","default":null}}"""
            + ""","additionalProperties":true}}}""",
        """{"type":"object","properties":{},"additionalProperties":{"type":"string"},"required":["z"]}""",
        """{"type":"array","items":{"type":"object","properties":{"x":{"anyOf":[true,{"properties":{"y":{}}},{"type":"null"}]}}}}""",
        """{"oneOf":[{"not":{"properties":{"q":false}}},{"allOf":[{"type":"object","properties":{"r":{"default":{"s":[1,2.50]}}}}]}]"""
            + ""","$defs":{"t":{"properties":{"u":{}}}}}""",
        """{"type":"object","description":"Said.","default":{},"properties":{"v":{"description":"Both.","default":1.0,"enum":[1.0,2]}}}""",
    ];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void It_does_what_MEAI_does(string schema)
    {
        for (var flags = 0; flags < 16; flags++)
        {
            var given = JsonElement.Parse(schema);
            var expected = new AIJsonSchemaTransformCache(new()
            {
                ConvertBooleanSchemas = (flags & 1) > 0,
                DisallowAdditionalProperties = (flags & 2) > 0 || flags == 0,
                RequireAllProperties = (flags & 4) > 0,
                MoveDefaultKeywordToDescription = (flags & 8) > 0,
            });
            var actual = new SchemaTransform
            {
                ConvertBooleanSchemas = (flags & 1) > 0,
                DisallowAdditionalProperties = (flags & 2) > 0 || flags == 0,
                RequireAllProperties = (flags & 4) > 0,
                MoveDefaultKeywordToDescription = (flags & 8) > 0,
            };
            var format = ChatResponseFormat.ForJsonSchema(given);

            var (theirs, ours) = (expected.GetOrCreateTransformedSchema(format)!.Value, actual.Get(format)!.Value);

            Assert.True(
                JsonNode.DeepEquals(JsonNode.Parse(theirs.GetRawText()), JsonNode.Parse(ours.GetRawText())),
                $"{flags}: expected {theirs}, and there is {ours}.");
        }
    }
}
