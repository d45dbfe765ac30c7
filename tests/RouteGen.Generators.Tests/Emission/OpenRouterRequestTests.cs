using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RouteGen.Generators.Tests.Driving;

namespace RouteGen.Generators.Tests.Emission;

/// <summary>OpenRouter's preferences reach the definitions as they go on the wire, a target's own before its provider's.</summary>
public sealed class OpenRouterRequestTests
{
    private const string Table = """
        {
          "table": "HouseRoutes",
          "models": { "m": { "maxOutput": 100 } },
          "providers": { "or": { "kind": "openrouter", "apiKeyEnv": "K", "openRouter": {
            "order": ["azure", "a\"b"], "dataCollection": "deny", "zdr": true, "maxPrice": { "prompt": 1.50 },
            "title": "Support desk" } } },
          "targets": {
            "own": { "provider": "or", "model": "m", "openRouter": { "order": [], "dataCollection": "allow", "allowFallbacks": false,
              "referer": "https://x.example.com" } },
            "same": { "provider": "or", "model": "m", "deployment": "m2" }
          },
          "routes": { "r": { "chain": ["own", "same"] } }
        }
        """;

    [Fact]
    public void A_target_overrides_its_provider_preference_by_preference()
    {
        var run = Project.RunOf(Table);

        Assert.Equal(
            [
                """{"provider":{"order":[],"allow_fallbacks":false,"data_collection":"allow","zdr":true,"max_price":{"prompt":1.5}}}""",
                """{"provider":{"order":["azure","a\"b"],"data_collection":"deny","zdr":true,"max_price":{"prompt":1.5}}}""",
            ],
            Assigned(run.Compilation, "RequestBody"));
        Assert.Equal(["https://x.example.com"], Assigned(run.Compilation, "[\"HTTP-Referer\"]"));
        Assert.Equal(["Support desk", "Support desk"], Assigned(run.Compilation, "[\"X-Title\"]"));
    }

    /// <summary>The texts that generated code assigns to a member, wherever it breaks their lines.</summary>
    private static IEnumerable<object?> Assigned(Compilation compilation, string member) =>
        from tree in compilation.SyntaxTrees
        from assignment in tree.GetRoot().DescendantNodes().OfType<AssignmentExpressionSyntax>()
        where assignment.Left.ToString() == member
        select compilation.GetSemanticModel(tree).GetConstantValue(assignment.Right).Value;
}
