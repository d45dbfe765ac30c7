using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// Azure OpenAI's version 1 API: chat completions with the results of its content filter
/// (learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter).
/// </summary>
internal sealed class AzureWireFormat : OpenAIWireFormat
{
    /// <summary>What a resource's own address is followed by.</summary>
    public const string ApiPath = "/openai/v1";

    public override string BasePath => "";

    public override string CompletionPath => ApiPath + "/chat/completions";

    public override string RequestIdHeader => "apim-request-id";

    public override WireError ErrorFor(SimulatedFailure failure, string model) => AzureErrors.For(failure, model);

    public override JsonObject Envelope(WireError error, string requestId)
    {
        var body = ErrorBody(error);
        if (error.Code == "content_filter")
        {
            body["status"] = error.Status;
            body["innererror"] = new JsonObject
            {
                ["code"] = "ResponsibleAIPolicyViolation",
                ["content_filter_result"] = new JsonObject { ["violence"] = new JsonObject { ["filtered"] = true, ["severity"] = "high" } },
            };
        }

        return new() { ["error"] = body };
    }

    // The first chunk tells about the prompt and has no choice at all.
    public override IEnumerable<StreamFrame> Stream(Exchange exchange)
    {
        var body = Head(exchange, "");
        body["choices"] = new JsonArray();
        body["prompt_filter_results"] = new JsonArray(
            new JsonObject { ["prompt_index"] = 0, ["content_filter_results"] = new JsonObject() });
        return base.Stream(exchange).Prepend(new StreamFrame(FrameKind.Opening, Data(body)));
    }

    public override void Finish(JsonObject choice, SimulatedFinish finish)
    {
        base.Finish(choice, finish);
        choice["content_filter_results"] = new JsonObject();
    }
}
