using System.ClientModel.Primitives;

namespace RouteGen.OpenAI.Replies;

/// <summary>Translates finish reasons below the SDK: in a whole reply at once, in a stream line by line.</summary>
internal sealed class FinishWordsPolicy : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        ProcessNext(message, pipeline, currentIndex);
        if (message is { BufferResponse: true, Response: { IsError: false } response })
        {
            Translate(response);
        }
    }

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
        if (message.Response is not { IsError: false } response)
        {
            return;
        }

        if (message.BufferResponse)
        {
            Translate(response);
        }
        else if (response.ContentStream is { } stream)
        {
            response.ContentStream = new FinishWordsStream(stream);
        }
    }

    private static void Translate(PipelineResponse response)
    {
        if (FinishWords.Translate(response.Content.ToMemory().Span) is { } translated)
        {
            response.ContentStream = new MemoryStream(translated);
            response.BufferContent();
        }
    }
}
