using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

public sealed class OptionsTests
{
    private static readonly ChatOptions Caller = new()
    {
        ModelId = "what-the-caller-wants",
        Temperature = 0.3f,
        TopP = 0.9f,
        Seed = 7,
        MaxOutputTokens = 9_000,
        Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High },
    };

    [Fact]
    public async Task Each_target_gets_its_own_model_name_and_the_callers_is_reported()
    {
        await using var bench = new TestBench();

        var response = await bench.Route.GetResponseAsync("a ticket", Caller);

        Assert.Equal("deployed-0", bench.First.Requests[0].Options!.ModelId);
        Assert.Equal("what-the-caller-wants", response.Record.RequestedModel);
        Assert.Equal("what-the-caller-wants", Caller.ModelId);
    }

    [Theory]
    [InlineData(null, 600)]
    [InlineData(100, 100)]
    [InlineData(9_000, 600)]
    public async Task Output_is_bounded_by_the_route_and_never_left_to_an_adapter(int? asked, int sent)
    {
        await using var bench = new TestBench();

        await bench.Route.GetResponseAsync("a ticket", new ChatOptions { MaxOutputTokens = asked });

        Assert.Equal(sent, bench.First.Requests[0].Options!.MaxOutputTokens);
    }

    [Fact]
    public async Task Preferences_that_a_model_does_not_take_are_dropped_and_recorded()
    {
        await using var bench = new TestBench(model: Reasoner);

        var response = await bench.Route.GetResponseAsync("a ticket", Caller);

        var sent = bench.First.Requests[0].Options!;
        Assert.Equal((null, null, 7L), (sent.Temperature, sent.TopP, sent.Seed));
        Assert.Equal(RequestParameters.Temperature | RequestParameters.TopP, response.Record.Attempts[0].DroppedOptions);
        Assert.Equal(0.3f, Caller.Temperature);
        Assert.Contains("\"droppedOptions\":[\"temperature\",\"topP\"]", response.Record.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strict_route_leaves_such_a_target_out_instead()
    {
        await using var bench = new TestBench(r => r.With(strict: true), i => i == 0 ? Reasoner(i) : TestBench.Model(i));

        var response = await bench.Route.GetResponseAsync("a ticket", Caller);

        Assert.Equal(TestTarget.Second, response.ServedBy);
        Assert.Equal([new SkippedTarget("first", SkipReason.UnsupportedOption)], response.Record.Skipped);
    }

    [Fact]
    public async Task A_chain_entry_has_options_of_its_own_for_what_the_caller_leaves_open()
    {
        await using var bench = new TestBench(r => r.With(chain:
        [
            new ChainEntryDefinition
            {
                Target = r.Chain[0].Target,
                Temperature = 0.1f,
                TopP = 0.5f,
                ReasoningEffort = "low",
                MaxOutputTokens = 50
            },
            r.Chain[1],
        ]));

        await bench.Route.GetResponseAsync("a ticket", new ChatOptions { TopP = 0.8f });

        var sent = bench.First.Requests[0].Options!;
        Assert.Equal((0.1f, 0.8f, ReasoningEffort.Low, 50), (sent.Temperature, sent.TopP, sent.Reasoning!.Effort, sent.MaxOutputTokens));
    }

    [Fact]
    public async Task What_a_chain_entry_states_is_not_sent_to_a_model_that_does_not_take_it()
    {
        await using var bench = new TestBench(
            r => r.With(chain:
            [
                new ChainEntryDefinition { Target = r.Chain[0].Target, Temperature = 0.1f, TopP = 0.5f, ReasoningEffort = "low" },
                r.Chain[1],
            ]),
            Reasoner);

        await bench.Route.GetResponseAsync("a ticket");

        var sent = bench.First.Requests[0].Options!;
        Assert.Equal((null, null, ReasoningEffort.Low), (sent.Temperature, sent.TopP, sent.Reasoning!.Effort));
    }

    [Fact]
    public async Task The_hook_has_the_last_word_per_target()
    {
        await using var bench = new TestBench();
        bench.Route.Configuring = (target, options) => options.Instructions = $"you are {target}";

        await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal("you are First", bench.First.Requests[0].Options!.Instructions);
    }

    private static ModelDefinition Reasoner(int index) =>
        new() { Name = $"reasoner-{index}", Unsupported = RequestParameters.Temperature | RequestParameters.TopP };
}
