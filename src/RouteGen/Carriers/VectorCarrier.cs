using Microsoft.Extensions.AI;
using RouteGen.Content;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>Takes texts to targets that give a vector of each.</summary>
internal sealed class VectorCarrier(IReadOnlyList<string> inputs, EmbeddingGenerationOptions? options) : Carrier
{
    public override RequestFacts Read(TokenEstimator tokens)
    {
        long all = 0, largest = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            var input = tokens.Text(inputs[i]);
            all += input;
            largest = Math.Max(largest, input);
        }

        // A model's window is for each text of its own, and vectors are not billed as output.
        return new RequestFacts
        {
            InputTokens = all,
            LargestInput = largest,
            IsVectors = true,
            ForbidsCapture = CaptureWish.Forbids(options?.AdditionalProperties),
            MaxOutput = 0,
            AskedModel = options?.ModelId,
        };
    }

    public override bool Fits(TargetPorts ports) => ports.Vectors is not null;

    public override void Capture(CallContent content) => content.Prompt(inputs);

    public override Delivery Begin(TargetPorts ports, in RequestEdits edits, AttemptWatch watch)
    {
        var edited = options?.Clone() ?? new EmbeddingGenerationOptions();
        edited.ModelId = edits.Model;
        CaptureWish.Remove(edited.AdditionalProperties);
        edited.Dimensions = edits.Dimensions ?? edited.Dimensions;
        watch.Configure(edited);
        return new VectorDelivery(ports.Vectors!, inputs, edited, edits, watch);
    }
}
