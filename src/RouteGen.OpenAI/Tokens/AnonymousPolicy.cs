using System.ClientModel.Primitives;

namespace RouteGen.OpenAI.Tokens;

/// <summary>Sends no credential: some servers of one's own refuse a request that carries an unknown one.</summary>
internal sealed class AnonymousPolicy : AuthenticationPolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        ProcessNext(message, pipeline, currentIndex);

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        ProcessNextAsync(message, pipeline, currentIndex);
}
