using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>
/// A request for vectors in the form in which calls carry requests: options without messages. So the one engine walks the chain, and an
/// attempt gets its own clone as it does of chat options. It asks for no output, since vectors are not billed as such.
/// </summary>
internal sealed class EmbeddingRequest : ChatOptions
{
    public EmbeddingRequest(IReadOnlyList<string> inputs, EmbeddingGenerationOptions? options, TokenEstimator tokens)
    {
        Inputs = inputs;
        Options = options ?? new EmbeddingGenerationOptions();
        ModelId = options?.ModelId;
        MaxOutputTokens = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            var input = tokens.Text(inputs[i]);
            InputTokens += input;
            LargestInput = Math.Max(LargestInput, input);
        }
    }

    private EmbeddingRequest(EmbeddingRequest other)
        : base(other)
    {
        Inputs = other.Inputs;
        InputTokens = other.InputTokens;
        LargestInput = other.LargestInput;
        Options = other.Options.Clone();
        ModelDimensions = other.ModelDimensions;
    }

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>What is sent along: the caller's, and of an attempt, as the target can take them.</summary>
    public EmbeddingGenerationOptions Options { get; }

    /// <summary>Tokens of all texts, as estimated.</summary>
    public long InputTokens { get; }

    /// <summary>Tokens of the largest text, as estimated: a model's window is for each text of its own.</summary>
    public long LargestInput { get; }

    /// <summary>The length of the model's own vectors; null when the table does not say.</summary>
    public int? ModelDimensions { get; set; }

    /// <summary>The length that vectors must have; null when nothing says.</summary>
    public int? Dimensions => Options.Dimensions ?? ModelDimensions;

    public override ChatOptions Clone() => new EmbeddingRequest(this);
}
