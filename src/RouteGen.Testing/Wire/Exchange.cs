using System.Text.Json;
using RouteGen.Testing.Replies;

namespace RouteGen.Testing.Wire;

/// <summary>One request and the reply chosen for it, with all that the reply left open filled in.</summary>
internal sealed class Exchange
{
    private readonly int _modelDimensions;

    public Exchange(
        SimulatedRequest request, SimulatedReply reply, WireFormat format, int modelDimensions = SimulatedVectors.UsualDimensions)
    {
        _modelDimensions = modelDimensions;
        Request = request;
        Reply = reply;
        Model = reply.Model ?? request.Model;
        Id = reply.Id ?? format.ReplyId(request.Number);
        RequestId = reply.RequestId ?? format.RequestId(request.Number);
        Usage = reply.Usage ?? Estimate(request, reply);
    }

    public SimulatedRequest Request { get; }

    public SimulatedReply Reply { get; }

    public string Model { get; }

    public string Id { get; }

    public string RequestId { get; }

    public SimulatedUsage Usage { get; }

    /// <summary>
    /// The vectors that answer a request for embeddings: those of the reply, or one for each text, none where the reply is to be empty.
    /// </summary>
    public IReadOnlyList<float[]> Vectors
    {
        get
        {
            if (Reply.Vectors is { } scripted)
            {
                return [.. scripted.Select(vector => vector.ToArray())];
            }

            // Mistral has another name for it (docs.mistral.ai/api).
            var length = (Request.Member("dimensions") ?? Request.Member("output_dimension")) is { ValueKind: JsonValueKind.Number } asked
                && asked.TryGetInt32(out var dimensions) && dimensions > 0 ? dimensions : _modelDimensions;
            return Reply.Failure == SimulatedFailure.EmptyReply
                ? []
                : [.. Request.Texts.Select(text => SimulatedVectors.Create(text, length))];
        }
    }

    /// <summary>The service tier that serves: the one asked for.</summary>
    public string ServiceTier => Request.Member("service_tier") is { ValueKind: JsonValueKind.String } tier ? tier.GetString()! : "default";

    private static SimulatedUsage Estimate(SimulatedRequest request, SimulatedReply reply)
    {
        var prompt = new[] { "messages", "system", "input", "instructions" }.Sum(
            member => request.Member(member)?.GetRawText().Length ?? 0);
        var output = (reply.Text?.Length ?? 0)
            + (reply.Reasoning?.Length ?? 0) + reply.ToolCalls.Sum(call => call.Name.Length + call.ArgumentsJson.Length);
        return new(Tokens(prompt), Tokens(output)) { Reasoning = reply.Reasoning is null ? 0 : Tokens(reply.Reasoning.Length) };
    }

    private static long Tokens(int characters) => (characters + 3) / 4;
}
