using Microsoft.Extensions.AI;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Responses;

/// <summary>Relays Responses, which leave nothing with the provider: <c>store</c> is always false.</summary>
internal sealed class ResponsesRelay(ResponsesChatClient client, DialectConnection connection)
    : DialectRelay(RelayDialect.Responses, client, connection)
{
    private const string MaxOutput = "max_output_tokens";

    private protected override void Edit(ref RelayedBody body, in RelayMember member)
    {
        var edits = body.Edits;
        switch (member.Name)
        {
            case MaxOutput when edits.MaxOutput is { } most && body.IsNull(member):
                body.Replace(member, RelayedBody.Json(most));
                break;
            case MaxOutput:
                body.Bound(member, edits.MaxOutput, body.Scan.MaxOutput);
                break;
            case "temperature":
                Prefer(ref body, member, RequestParameters.Temperature, edits.Temperature);
                break;
            case "top_p":
                Prefer(ref body, member, RequestParameters.TopP, edits.TopP);
                break;
            case "reasoning":
                EditReasoning(ref body, member);
                break;
            case "service_tier" when edits.Tier is { } tier:
                body.Replace(member, RelayedBody.Json(tier));
                break;
            case "store":
                body.Replace(member, "false"u8);
                break;
            case "user" or "safety_identifier" or "prompt_cache_key":
                body.Disguise(member);
                break;

            // Of the command line's own, for the maker's account alone.
            case "client_metadata":
                body.Drop(member, member.Name);
                break;
            default:
                body.Keep();
                break;
        }
    }

    private protected override void Complete(ref RelayedBody body)
    {
        var edits = body.Edits;
        if (edits.MaxOutput is { } most && IsOpen(body, MaxOutput))
        {
            body.Add(MaxOutput, RelayedBody.Json(most));
        }

        if (edits.Temperature is { } temperature && IsOpen(body, "temperature"))
        {
            body.Add("temperature", Json(temperature));
        }

        if (edits.TopP is { } topP && IsOpen(body, "top_p"))
        {
            body.Add("top_p", Json(topP));
        }

        if (Effort(edits) is { } effort && IsOpen(body, "reasoning"))
        {
            body.Add("reasoning", [.. "{\"effort\":"u8, .. effort, .. "}"u8]);
        }

        if (edits.Tier is { } tier && IsOpen(body, "service_tier"))
        {
            body.Add("service_tier", RelayedBody.Json(tier));
        }

        if (IsOpen(body, "store"))
        {
            body.Add("store", "false"u8);
        }
    }

    private static void EditReasoning(ref RelayedBody body, in RelayMember member)
    {
        if (body.Edits.Drop.HasFlag(RequestParameters.ReasoningEffort))
        {
            body.SetWithin(member, "effort", null);
        }
        else if (body.Scan.Effort is null && Effort(body.Edits) is { } effort)
        {
            body.SetWithin(member, "effort", effort);
        }
        else
        {
            body.Keep();
        }
    }

    private static byte[]? Effort(in RelayEdits edits) =>
        edits.Effort is { } word && ResponsesRequest.Effort(
            new ReasoningOptions { Effort = Enum.Parse<ReasoningEffort>(word, ignoreCase: true) }) is { } effort
            ? RelayedBody.Json(effort)
            : null;
}
