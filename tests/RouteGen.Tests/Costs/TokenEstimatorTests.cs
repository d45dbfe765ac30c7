using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Tests.Costs;

/// <summary>What a request is estimated at, and what that costs: an agent sends its tools and its history with every call.</summary>
public sealed class TokenEstimatorTests
{
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "Summarize: I cannot log in since this morning.")];

    private static readonly string[] Texts =
    [
        "", "plain", "two words", "1234", "Zürich, 漢字 😀", "a \"quoted\" word\n\tand\\more", "null", "€", "\uD83D lone",
        "{\"not\":\"parsed\"}",
    ];

    [Fact]
    public void A_value_of_JSON_counts_as_the_text_that_it_is()
    {
        var estimator = new TokenEstimator("gpt-5-mini");
        string[] documents =
        [
            .. Texts.Select(t => JsonSerializer.Serialize(t)), "\"\\u00e9\\uD83D\\uDE00\"", "null", "true", "false", "17", "-1.5e10", "[]",
            "[1, 2,\n 3]", """{"city":"Zürich","days":[1,2],"text":"a \"b\"","deep":{"漢":"字"}}""",
        ];
        foreach (var document in documents)
        {
            var value = JsonDocument.Parse(document).RootElement;
            var text = value.ToString();

            Assert.Equal(8 + TextTokens.Estimate(text), estimator.Estimate(new FunctionResultContent("1", value)));
            Assert.Equal(
                8 + TextTokens.Estimate("f") + 2 + TextTokens.Estimate("x") + TextTokens.Estimate(text),
                estimator.Estimate(new FunctionCallContent("1", "f", new Dictionary<string, object?> { ["x"] = value })));
        }
    }

    [Fact]
    public void Arguments_count_the_same_in_any_dictionary()
    {
        var estimator = new TokenEstimator("gpt-5-mini");
        Dictionary<string, object?> arguments = new() { ["city"] = "Zürich", ["days"] = 3, ["at"] = null, ["exact"] = true };

        Assert.Equal(
            estimator.Estimate(new FunctionCallContent("1", "f", arguments)),
            estimator.Estimate(new FunctionCallContent("1", "f", new AIFunctionArguments(arguments))));
        Assert.Equal(
            8 + TextTokens.Estimate("f") + Texts("city", "Zürich", "days", "3", "at", "exact", "True") + (4 * 2),
            estimator.Estimate(new FunctionCallContent("1", "f", arguments)));

        static long Texts(params string[] texts) => texts.Sum(t => TextTokens.Estimate(t));
    }

    [Fact]
    public void A_request_of_many_tools_is_estimated_without_an_allocation()
    {
        var estimator = new TokenEstimator("gpt-5-mini");
        ChatMessage[] messages =
        [
            .. Question,
            new(ChatRole.Assistant,
            [
                new FunctionCallContent(
                    "1", "tool_1", new Dictionary<string, object?> { ["city"] = JsonSerializer.SerializeToElement("x") }),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("1", JsonSerializer.SerializeToElement(new { sky = "clear", wind = 3 }))]),
        ];
        var options = new ChatOptions
        {
            Instructions = "Be brief.",
            Tools = [.. Enumerable.Range(0, 40).Select(i => new Tool($"tool_{i}", "Looks the weather up.", Schema(i)))],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema(1)),
        };
        var expected = estimator.Estimate(messages, options);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var tokens = estimator.Estimate(messages, options);

        Assert.Equal((0, expected), (GC.GetAllocatedBytesForCurrentThread() - before, tokens));
    }

    [Fact]
    public void A_tool_is_read_again_once_it_is_another()
    {
        var estimator = new TokenEstimator("gpt-5-mini");
        var tool = new Tool("tool", "Looks the weather up.", Schema(1));
        var options = new ChatOptions { Tools = [tool] };
        for (var i = 0; i < 4; i++)
        {
            (tool.Named, tool.Described, tool.Schema) = i switch
            {
                0 => ("tool", "Looks the weather up.", Schema(1)),
                1 => ("another_tool_by_name", "Looks the weather up.", Schema(1)),
                2 => ("another_tool_by_name", "Looks the weather up, and tells it at length.", Schema(1)),
                _ => ("another_tool_by_name", "Looks the weather up, and tells it at length.", Schema(12345)),
            };
            var fresh = new ChatOptions { Tools = [new Tool(tool.Name, tool.Description, tool.Schema)] };
            var expected = new TokenEstimator("gpt-5-mini").Estimate(Question, fresh);

            Assert.Equal(expected, estimator.Estimate(Question, options));
            Assert.Equal(expected, estimator.Estimate(Question, options));
        }
    }

    [Fact]
    public void An_applications_counter_is_asked_once_for_a_tool_and_again_where_it_failed()
    {
        var counter = new Counter { Fails = true };
        var estimator = new TokenEstimator("gpt-5-mini", counter);
        var options = new ChatOptions { Tools = [new Tool("tool", "Looks the weather up.", Schema(1))] };
        var builtIn = new TokenEstimator("gpt-5-mini").Estimate(Question, options);

        Assert.Equal(builtIn, estimator.Estimate(Question, options));
        counter.Fails = false;
        Assert.Equal(3 + 4 + 100 + 8 + 300, estimator.Estimate(Question, options));
        counter.Asked.Clear();
        Assert.Equal(3 + 4 + 100 + 8 + 300, estimator.Estimate(Question, options));
        Assert.Equal([Question[0].Text], counter.Asked);
    }

    private static JsonElement Schema(int i) =>
        JsonSerializer.SerializeToElement(
            new { type = "object", properties = new { city = new { type = "string" }, days = new { maximum = i } } });

    private sealed class Counter : ITokenEstimator
    {
        public bool Fails { get; set; }

        public List<string> Asked { get; } = [];

        public long? CountTokens(string text, string model)
        {
            Asked.Add(text);
            return Fails ? throw new InvalidOperationException("no vocabulary") : 100;
        }
    }

    private sealed class Tool(string name, string description, JsonElement schema) : AIFunctionDeclaration
    {
        public string Named { get; set; } = name;

        public string Described { get; set; } = description;

        public JsonElement Schema { get; set; } = schema;

        public override string Name => Named;

        public override string Description => Described;

        public override JsonElement JsonSchema => Schema;
    }
}
