using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// Relays Messages. Members that their description does not name go on too: clients of Anthropic's send an open list of them, by headers
/// that name a beta, and servers that speak the dialect pass over what they do not know.
/// </summary>
internal sealed class MessagesRelay(MessagesClient client, DialectConnection connection, int? maxOutput)
    : DialectRelay(RelayDialect.Messages, client, connection)
{
    private const string MaxTokens = "max_tokens";

    public override bool Takes(RelayScan scan, in RelayEdits edits) =>
        // What is bounded below its thoughts has to be asked for otherwise, and so has an effort beside a form of the answer.
        !(edits.MaxOutput <= scan.ThinkingBudget)
        && !(AsksForEffort(scan, edits) && (scan.States("output_config") || States("thinking") || States("output_config")));

    private protected override bool TakesOther(string name) => !RoutingNames.IsOne(name);

    private protected override void Edit(ref RelayedBody body, in RelayMember member)
    {
        var edits = body.Edits;
        switch (member.Name)
        {
            case MaxTokens when AsksForEffort(body.Scan, edits):
                body.Bound(member, ThinkingFor(edits).MaxTokens, body.Scan.MaxOutput);
                break;
            case MaxTokens when edits.MaxOutput is { } most && body.IsNull(member):
                body.Replace(member, RelayedBody.Json(most));
                break;
            case MaxTokens:
                body.Bound(member, edits.MaxOutput, body.Scan.MaxOutput);
                break;
            case "temperature":
                Prefer(ref body, member, RequestParameters.Temperature, edits.Temperature);
                break;
            case "top_p":
                Prefer(ref body, member, RequestParameters.TopP, edits.TopP);
                break;
            case "top_k":
                Prefer(ref body, member, RequestParameters.TopK, null);
                break;
            case "stop_sequences":
                Prefer(ref body, member, RequestParameters.StopSequences, null);
                break;
            case "thinking" when edits.Drop.HasFlag(RequestParameters.ReasoningEffort) || (body.IsNull(member) && edits.Effort is not null):
                body.Remove(member);
                break;
            case "output_config" when edits.Drop.HasFlag(RequestParameters.ReasoningEffort):
                body.SetWithin(member, "effort", null);
                break;
            case "service_tier" when edits.Tier is { } tier:
                body.Replace(member, Tier(tier));
                break;
            case "metadata":
                EditMetadata(ref body, member);
                break;
            default:
                body.Keep();
                break;
        }
    }

    private protected override void Complete(ref RelayedBody body)
    {
        var (scan, edits) = (body.Scan, body.Edits);
        if (IsOpen(body, MaxTokens))
        {
            body.Add(MaxTokens, RelayedBody.Json(ThinkingFor(edits).MaxTokens));
        }

        if (edits.Temperature is { } temperature && IsOpen(body, "temperature"))
        {
            body.Add("temperature", Json(temperature));
        }

        if (edits.TopP is { } topP && IsOpen(body, "top_p"))
        {
            body.Add("top_p", Json(topP));
        }

        if (edits.Tier is { } tier && IsOpen(body, "service_tier"))
        {
            body.Add("service_tier", Tier(tier));
        }

        if (AsksForEffort(scan, edits))
        {
            var thinking = ThinkingFor(edits);
            using var text = new JsonText();
            text.Writer.WriteStartObject();
            thinking.Write(text.Writer);
            if (thinking.Effort is { } effort)
            {
                text.Writer.WriteStartObject("output_config"u8);
                text.Writer.WriteString("effort"u8, effort);
                text.Writer.WriteEndObject();
            }

            text.Writer.WriteEndObject();
            body.AddAll(text.Written);
        }
    }

    private static bool AsksForEffort(RelayScan scan, in RelayEdits edits) =>
        edits.Effort is not null && !scan.States("thinking") && scan.Effort is null;

    // docs.anthropic.com/en/api/service-tiers: priority capacity is used where there is any, or not at all.
    private static ReadOnlySpan<byte> Tier(string tier) =>
        tier == "priority" ? "\"auto\""u8 : "\"standard_only\""u8;

    private Thinking ThinkingFor(in RelayEdits edits) => Thinking.For(
        new ChatOptions
        {
            MaxOutputTokens = edits.MaxOutput,
            Reasoning = edits.Effort is { } effort
                ? new() { Effort = Enum.Parse<ReasoningEffort>(effort, ignoreCase: true) }
                : null,
        },
        Connection.Model, maxOutput);

    private static void EditMetadata(ref RelayedBody body, in RelayMember member)
    {
        if (body.Pseudonyms is { } pseudonyms && body.Scan.UserId is { } user)
        {
            body.SetWithin(member, "user_id", RelayedBody.Json(pseudonyms.For(user)));
        }
        else
        {
            body.Keep();
        }
    }
}
