using System.Diagnostics;
using RouteGen.Definitions;
using RouteGen.Records;

namespace RouteGen.Listening;

/// <summary>
/// The spans of the source <c>RouteGen</c>: an INTERNAL span per call, without usage, and under it a CLIENT span per attempt by
/// OpenTelemetry's GenAI conventions 1.41.1. Usage on the parent would be counted twice by every backend that sums.
/// </summary>
internal static class RouteActivities
{
    private const string Embeddings = "embeddings";

    private static readonly ActivitySource Source = new(Instrumentation.Name, Instrumentation.Version);

    /// <summary>Whether anybody listens.</summary>
    public static bool AreHeard => Source.HasListeners();

    public static Activity? StartCall(string table, RouteDefinition route)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var activity = Source.StartActivity($"route {route.Name}", ActivityKind.Internal);
        activity?.SetTag("routegen.table", table);
        activity?.SetTag("routegen.route", route.Name);
        return activity;
    }

    public static Activity? StartAttempt(
        TargetDefinition target, Uri? address, RouteType type, bool streamed, int? maxOutputTokens, float? temperature, int? dimensions)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var operation = OperationOf(type);
        var activity = Source.StartActivity($"{operation} {target.Deployment}", ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("gen_ai.operation.name", operation);
            activity.SetTag("gen_ai.provider.name", ProviderName(target.Provider));
            activity.SetTag("gen_ai.request.model", target.Deployment);
            if (type != RouteType.Embedding)
            {
                activity.SetTag("gen_ai.request.stream", streamed);
                activity.SetTag("gen_ai.request.max_tokens", maxOutputTokens);
                activity.SetTag("gen_ai.request.temperature", temperature);
            }
            else
            {
                activity.SetTag("gen_ai.embeddings.dimension.count", dimensions);
            }

            activity.SetTag("routegen.target", target.Name);
            if (address is { } endpoint)
            {
                activity.SetTag("server.address", endpoint.Host);
                activity.SetTag("server.port", endpoint.Port);
            }
        }

        return activity;
    }

    public static void EndAttempt(Activity? activity, AttemptRecord attempt, string? responseId, string? finishReason)
    {
        if (activity is null)
        {
            return;
        }

        if (activity.IsAllDataRequested)
        {
            activity.SetTag("gen_ai.response.id", responseId);
            activity.SetTag("gen_ai.response.model", attempt.ResponseModel);
            if (finishReason is not null)
            {
                activity.SetTag("gen_ai.response.finish_reasons", new[] { finishReason });
            }

            activity.SetTag("gen_ai.response.time_to_first_chunk", attempt.TimeToFirstToken?.TotalSeconds);
            if (attempt.Usage is { } usage)
            {
                activity.SetTag("gen_ai.usage.input_tokens", usage.Input);
                if (activity.GetTagItem("gen_ai.operation.name") is not Embeddings)
                {
                    activity.SetTag("gen_ai.usage.output_tokens", usage.Output);
                    activity.SetTag("gen_ai.usage.cache_read.input_tokens", usage.CachedInput);
                    activity.SetTag("gen_ai.usage.cache_creation.input_tokens", usage.CacheWrite + usage.CacheWrite1h);
                    activity.SetTag("gen_ai.usage.reasoning.output_tokens", usage.Reasoning);
                }
            }
        }

        if (attempt.Fault != Fault.None)
        {
            activity.SetTag("error.type", ErrorType(attempt.Fault, attempt.StatusCode));
            activity.SetStatus(ActivityStatusCode.Error, attempt.Fault.ToString());
        }

        activity.Dispose();
    }

    public static void EndCall(Activity? activity, RouteRecord record)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("routegen.record.id", record.Id);
        activity.SetTag("routegen.outcome", record.Outcome.ToString());
        activity.SetTag("routegen.served_by", record.ServedBy);
        activity.SetTag("routegen.attempts", record.Attempts.Count);
        activity.SetTag("routegen.cost_bucket", record.CostBucket);
        activity.SetTag("routegen.cost_usd", (double?)record.CostUsd);
        if (record.Outcome is RouteOutcome.Failed or RouteOutcome.Stopped or RouteOutcome.Broken)
        {
            activity.SetTag("error.type", ErrorType(record.Fault, record.StatusCode));
            activity.SetStatus(ActivityStatusCode.Error, record.Fault.ToString());
        }

        activity.Dispose();
    }

    /// <summary>The convention's name of what a route asks for.</summary>
    public static string OperationOf(RouteType type) => type == RouteType.Embedding ? Embeddings : "chat";

    /// <summary>The convention's well-known values where there is one, else the kind.</summary>
    public static string ProviderName(ProviderDefinition provider) => provider.Kind switch
    {
        "azure-openai" => "azure.ai.openai",
        "gemini" => "gcp.gemini",
        "openai-compatible" or "custom" => provider.Name,
        var kind => kind,
    };

    /// <summary>An HTTP status where there is an error status, else the fault's name.</summary>
    public static string ErrorType(Fault fault, int? status) =>
        status is >= 400 and < 600 ? status.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : fault.ToString();
}
