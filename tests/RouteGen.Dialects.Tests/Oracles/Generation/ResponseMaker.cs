using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Tests.Oracles.Generation;

/// <summary>Replies as Microsoft.Extensions.AI says them.</summary>
internal sealed class ResponseMaker(Chance chance)
{
    private readonly ToolMaker _tools = new(chance);

    public static ChatResponse FromSeed(int seed) => new ResponseMaker(new(seed)).Make();

    private ChatResponse Make()
    {
        var contents = new List<AIContent>();
        if (chance.Flip(0.3))
        {
            contents.Add(new TextReasoningContent(chance.Text()));
        }

        var refuses = chance.Flip(0.1);
        if (refuses)
        {
            contents.Add(new ErrorContent(chance.Text()) { ErrorCode = "Refusal" });
        }
        else if (chance.Flip(0.8))
        {
            contents.AddRange(chance.Several(1, 3, () => new TextContent(chance.Text())));
            Cite(contents);
        }

        if (!refuses && chance.Flip(0.4))
        {
            contents.AddRange(chance.Several(1, 3, () => new FunctionCallContent(
                chance.Id("call_"), _tools.NameOfOne(), _tools.Arguments() ?? [])));
        }

        return new(new ChatMessage(ChatRole.Assistant, contents))
        {
            FinishReason = Finish(contents),
            Usage = chance.Flip(0.9) ? Usage() : null,
        };
    }

    private ChatFinishReason Finish(List<AIContent> contents) =>
        contents.Exists(content => content is FunctionCallContent) ? ChatFinishReason.ToolCalls
        : contents.Exists(content => content is ErrorContent) ? ChatFinishReason.Stop
        : chance.Pick(ChatFinishReason.Stop, ChatFinishReason.Stop, ChatFinishReason.Length, ChatFinishReason.ContentFilter);

    private void Cite(List<AIContent> contents)
    {
        if (chance.Flip(0.15))
        {
            contents.OfType<TextContent>().First().Annotations = [.. chance.Several(1, 2, () => new CitationAnnotation
            {
                Title = chance.Text(),
                Url = new($"https://pages.example/{chance.Name()}?a=1&b=2"),
                AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = chance.Number(0, 9), EndIndex = chance.Number(10, 99) }],
            })];
        }
    }

    private UsageDetails Usage()
    {
        var (input, output) = (chance.Number(0, 90_000), chance.Number(0, 9_000));
        return new()
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = input + output,
            CachedInputTokenCount = chance.Number(0, input),
            ReasoningTokenCount = chance.Number(0, output),
        };
    }
}
