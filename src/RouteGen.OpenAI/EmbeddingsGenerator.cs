#pragma warning disable SCME0001 // The SDK keeps unknown members nowhere but in its experimental patches.
using System.Globalization;
using System.Net;
using Microsoft.Extensions.AI;
using OpenAI.Embeddings;
using RouteGen.OpenAI.Requests;
using RouteGen.Wire;
using EmbeddingGenerationOptions = Microsoft.Extensions.AI.EmbeddingGenerationOptions;

namespace RouteGen.OpenAI;

/// <summary>
/// Asks the SDK's client for vectors itself, since Microsoft.Extensions.AI's generator over it hides the SDK's reply: with it go
/// OpenRouter's <c>usage.cost</c> and preferences (openrouter.ai/docs/api-reference/embeddings), and an error inside a 200.
/// </summary>
internal sealed class EmbeddingsGenerator(EmbeddingClient client, RequestExtras extras)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(client.AsIEmbeddingGenerator())
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = options?.RawRepresentationFactory?.Invoke(this) as global::OpenAI.Embeddings.EmbeddingGenerationOptions ?? new();
        request.Dimensions ??= options?.Dimensions;
        extras.AddTo(ref request.Patch);
        OpenAIEmbeddingCollection reply;
        try
        {
            reply = (await client.GenerateEmbeddingsAsync(values, request, cancellationToken).ConfigureAwait(false)).Value;
        }
        catch (ErrorInReplyException e)
        {
            // Its words stay here: they can quote what was asked. The status that it names is what the fault is recognized by.
            throw new HttpRequestException(e.Message, null, StatusOf(e.Error));
        }

        var vectors = new GeneratedEmbeddings<Embedding<float>>(reply.Count);
        foreach (var vector in reply)
        {
            vectors.Add(new(vector.ToFloats()) { ModelId = reply.Model });
        }

        if (reply.Usage is { } usage)
        {
            vectors.Usage = new() { InputTokenCount = usage.InputTokenCount, TotalTokenCount = usage.TotalTokenCount };
            if (StatedCost.In(ref usage.Patch, "$.cost"u8, "$.is_byok"u8, "$.cost_details"u8) is { } cost)
            {
                (vectors.AdditionalProperties ??= [])[WireFacts.CostUsdKey] = cost;
            }
        }

        return vectors;
    }

    private static HttpStatusCode StatusOf(ErrorContent error) =>
        int.TryParse(error.ErrorCode, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 400 and < 600
            ? (HttpStatusCode)status
            : HttpStatusCode.InternalServerError;
}
