using System.Diagnostics;
using RouteGen.Definitions;

namespace RouteGen.Listening;

/// <summary>
/// The same for who keeps neither <see cref="RouteTelemetry"/> nor <see cref="AttemptTelemetry"/>: tags are written each time.
/// </summary>
internal static partial class RouteActivities
{
    public static Activity? StartCall(string table, RouteDefinition route) =>
        AreHeard ? new RouteTelemetry(table, route).Start(at: default, route.CostBucket) : null;

    public static Activity? StartAttempt(
        TargetDefinition target, Uri? address, RouteType type, bool streamed, int? maxOutputTokens, float? temperature, int? dimensions) =>
        AreHeard
            ? Start(
                $"{GenAi.OperationOf(type)} {target.Deployment}", ActivityKind.Client, at: default,
                AttemptTelemetry.Write(target, address, type, new(streamed, maxOutputTokens, temperature, dimensions)))
            : null;

    public static void EndAttempt(Activity? activity, AttemptRecord attempt, string? responseId, string? finishReason)
    {
        if (activity is not null)
        {
            var isChat = activity.GetTagItem("gen_ai.operation.name") is "chat";
            Finish(activity, isChat ? RouteType.Chat : RouteType.Embedding, attempt, responseId, finishReason);
        }
    }

    public static void EndCall(Activity? activity, RouteRecord record)
    {
        if (activity is not null)
        {
            activity.SetTag("routegen.cost_bucket", record.CostBucket);
            Finish(activity, record);
        }
    }
}
