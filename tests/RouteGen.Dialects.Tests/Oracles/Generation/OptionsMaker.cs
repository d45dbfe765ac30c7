using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Tests.Oracles.Generation;

/// <summary>Options, each of which is set in about a third of the conversations.</summary>
internal sealed class OptionsMaker(Chance chance, ToolMaker tools)
{
    public ChatOptions Make()
    {
        var options = new ChatOptions
        {
            Temperature = chance.Maybe(() => chance.Decimal(2)),
            TopP = chance.Maybe(() => chance.Decimal(1)),
            TopK = chance.Maybe(() => chance.Number(1, 100)),
            FrequencyPenalty = chance.Maybe(() => chance.Decimal(4) - 2),
            PresencePenalty = chance.Maybe(() => chance.Decimal(4) - 2),
            Seed = chance.Maybe(() => chance.Flip() ? chance.Number(0, 99) : chance.Long()),
            MaxOutputTokens = chance.Maybe(() => chance.Number(16, 9000)),
            ModelId = chance.Flip(0.2) ? "another-model" : null,
            Instructions = chance.Flip(0.25) ? chance.Text() : null,
            StopSequences = chance.Flip(0.25) ? chance.Several(0, 4, chance.Text) : null,
            ResponseFormat = chance.Flip(0.4) ? Format() : null,
            Reasoning = chance.Flip(0.25) ? Reasoning() : null,
        };
        if (chance.Flip(0.5))
        {
            options.Tools = [.. chance.Several(0, 3, tools.Function), .. chance.Flip(0.2) ? chance.Several(1, 2, tools.Hosted) : []];
            options.AllowMultipleToolCalls = chance.Maybe(() => chance.Flip());
        }

        if (chance.Flip(0.4))
        {
            options.ToolMode = Mode();
        }

        if (chance.Flip(0.1))
        {
            options.AdditionalProperties = new() { ["strict"] = chance.Flip() };
        }

        return options;
    }

    private ChatToolMode Mode() => chance.Number(0, 3) switch
    {
        0 => ChatToolMode.None,
        1 => ChatToolMode.RequireAny,
        2 => ChatToolMode.RequireSpecific(tools.NameOfOne()),
        _ => ChatToolMode.Auto,
    };

    private ChatResponseFormat Format() => chance.Number(0, 3) switch
    {
        0 => ChatResponseFormat.Text,
        1 => ChatResponseFormat.Json,
        _ => ChatResponseFormat.ForJsonSchema(
            new SchemaMaker(chance).Object(), chance.Flip(0.7) ? chance.Name() : null, chance.Flip() ? chance.Text() : null),
    };

    private ReasoningOptions Reasoning() => new()
    {
        Effort = chance.Flip(0.8) ? chance.Pick(Enum.GetValues<ReasoningEffort>()) : null,
        Output = chance.Flip() ? chance.Pick(Enum.GetValues<ReasoningOutput>()) : null,
    };
}
