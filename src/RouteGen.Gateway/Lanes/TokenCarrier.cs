using Microsoft.Extensions.AI;
using RouteGen.Carriers;
using RouteGen.Dialects.Embeddings;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Gateway.Lanes;

/// <summary>
/// Takes texts that their caller has made into tokens to targets that give a vector of each: those that speak OpenAI's protocol, and take
/// them as they are. Only the model that they are of can read them, as it is with the vectors that come back.
/// </summary>
internal sealed class TokenCarrier(IReadOnlyList<int[]> inputs, EmbeddingGenerationOptions options) : Carrier
{
    public override RequestFacts Read(TokenEstimator tokens)
    {
        long all = 0, largest = 0;
        foreach (var input in inputs)
        {
            all += input.Length;
            largest = Math.Max(largest, input.Length);
        }

        return new RequestFacts
        {
            InputTokens = all,
            LargestInput = largest,
            IsVectors = true,
            MaxOutput = 0,
            AskedModel = options.ModelId,
        };
    }

    public override bool Fits(TargetPorts ports) => Client(ports) is not null;

    public override Delivery Begin(TargetPorts ports, in RequestEdits edits, AttemptWatch watch)
    {
        var edited = options.Clone();
        edited.ModelId = edits.Model;
        edited.Dimensions = edits.Dimensions ?? edited.Dimensions;
        watch.Configure(edited);
        return new VectorDelivery(Client(ports)!.For(inputs), new string[inputs.Count], edited, edits, watch);
    }

    private static EmbeddingsClient? Client(TargetPorts ports) => ports.Vectors?.GetService(typeof(EmbeddingsClient)) as EmbeddingsClient;
}
