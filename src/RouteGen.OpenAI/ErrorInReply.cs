using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.OpenAI;

/// <summary>
/// Finds an error that comes with status 200 where a completion should be, as gateways send it once the model behind them had begun
/// (openrouter.ai/docs/api-reference/errors-and-debugging). The SDK would fail over its missing parts and lose what it says.
/// </summary>
internal sealed class ErrorInReplyPolicy : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        ProcessNext(message, pipeline, currentIndex);
        ThrowIfError(message);
    }

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
        ThrowIfError(message);
    }

    // The body of a stream is not there yet; its chunks are looked at one by one.
    private static void ThrowIfError(PipelineMessage message)
    {
        if (message is { BufferResponse: true, Response: { IsError: false } response }
            && Read(response.Content.ToMemory().Span) is { } error)
        {
            throw new ErrorInReplyException(error);
        }
    }

    private static ErrorContent? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("error"u8))
                {
                    reader.Read();
                    return ReplyExtras.ErrorOf(JsonElement.ParseValue(ref reader));
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // No JSON: the SDK says so itself.
            return null;
        }

        return null;
    }
}

/// <summary>Carries an error out of the SDK's pipeline; it never leaves the adapter.</summary>
internal sealed class ErrorInReplyException(ErrorContent error) : Exception("The reply is an error.")
{
    public ErrorContent Error { get; } = error;
}
