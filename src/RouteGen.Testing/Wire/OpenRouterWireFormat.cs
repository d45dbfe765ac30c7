using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>OpenRouter's dialect of chat completions and embeddings (openrouter.ai/docs/api-reference).</summary>
internal sealed class OpenRouterWireFormat : OpenAIWireFormat
{
    public override string BasePath => "/api/v1";

    public override WireError MidStreamError =>
        new(502, "Provider disconnected unexpectedly", Type: "provider_unavailable", Code: "server_error");

    public override int PlainStatusOfStreamError => 200;

    protected override string ReasoningMember => "reasoning";

    public override string ReplyId(int number) => $"gen-{Created}-sim{number:D6}";

    public override WireError ErrorFor(SimulatedFailure failure, string model) => OpenRouterErrors.For(failure, model);

    public override JsonObject Envelope(WireError error, string requestId)
    {
        var metadata = new JsonObject { ["provider_name"] = "Simulated" };
        if (error.Type is not null)
        {
            metadata["error_type"] = error.Type;
        }

        if (error.Code is not null)
        {
            metadata["provider_code"] = error.Code;
        }

        return new()
        {
            ["error"] = new JsonObject { ["message"] = error.Message, ["code"] = error.Status, ["metadata"] = metadata },
            ["user_id"] = "user_sim"
        };
    }

    // The error stands beside a choice whose finish reason is "error", so that a reader of choices alone also sees an end.
    public override string StreamError(WireError error, Exchange exchange)
    {
        var body = Head(exchange, "chat.completion.chunk");
        body["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        body["choices"] = new JsonArray(
            new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["content"] = "" }, ["finish_reason"] = "error" });
        return Data(body);
    }

    public override bool StreamsUsage(SimulatedRequest request) => true;

    public override IEnumerable<string> OpeningComments() => ["OPENROUTER PROCESSING", "OPENROUTER PROCESSING"];

    public override JsonObject Head(Exchange exchange, string kind) => new()
    {
        ["id"] = exchange.Id,
        ["provider"] = "Simulated",
        ["model"] = exchange.Model,
        ["object"] = kind,
        ["created"] = Created,
        ["service_tier"] = exchange.ServiceTier,
    };

    public override void Finish(JsonObject choice, SimulatedFinish finish)
    {
        base.Finish(choice, finish);
        choice["native_finish_reason"] = FinishName(finish);
    }

    public override JsonObject EmbeddingUsage(SimulatedUsage usage)
    {
        var body = base.EmbeddingUsage(usage);
        if (usage.CostUsd is { } cost)
        {
            body["cost"] = cost;
        }

        return body;
    }

    public override JsonObject Usage(SimulatedUsage usage)
    {
        var body = base.Usage(usage);
        body["prompt_tokens_details"]!["cache_write_tokens"] = usage.CacheWrite + usage.CacheWrite1h;
        if (usage.CostUsd is { } cost)
        {
            body["cost"] = cost;
            body["is_byok"] = false;
            body["cost_details"] = new JsonObject { ["upstream_inference_cost"] = null };
        }

        return body;
    }
}
