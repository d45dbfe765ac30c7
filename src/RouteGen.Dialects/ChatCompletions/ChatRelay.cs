using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Relays Chat Completions, as far as a vendor takes them as OpenAI describes them.</summary>
internal sealed class ChatRelay(ChatCompletionsClient client, DialectConnection connection, ChatVendor vendor)
    : DialectRelay(RelayDialect.ChatCompletions, client, connection)
{
    private const string Compatible = "openai-compatible";
    private const string MaxTokens = "max_tokens";
    private const string MaxCompletionTokens = "max_completion_tokens";

    /// <summary>What is written anew for this vendor, since it is spelled otherwise there.</summary>
    private readonly RelayTraits _others = OthersOf(vendor);

    public override bool Takes(RelayScan scan, in RelayEdits edits) =>
        (scan.Traits & _others) == 0 && (vendor.Effort == EffortForm.Effort || !scan.States("reasoning_effort")) && TakesEffort(scan);

    private protected override bool TakesOther(string name) => vendor.Others.Contains(name) || (name == "top_k" && vendor.TakesTopK);

    private protected override void Edit(ref RelayedBody body, in RelayMember member)
    {
        var edits = body.Edits;
        switch (member.Name)
        {
            case MaxTokens or MaxCompletionTokens:
                Bound(ref body, member);
                break;
            case "temperature":
                Prefer(ref body, member, RequestParameters.Temperature, edits.Temperature);
                break;
            case "top_p":
                Prefer(ref body, member, RequestParameters.TopP, edits.TopP);
                break;
            case "frequency_penalty":
                Prefer(ref body, member, RequestParameters.FrequencyPenalty, null);
                break;
            case "presence_penalty":
                Prefer(ref body, member, RequestParameters.PresencePenalty, null);
                break;
            case "seed":
                EditSeed(ref body, member);
                break;
            case "stop":
                KeepIf(ref body, member, vendor.TakesStop, "stopSequences", RequestParameters.StopSequences);
                break;
            case "reasoning_effort":
                EditEffort(ref body, member);
                break;
            case "service_tier":
                EditTier(ref body, member);
                break;
            case "parallel_tool_calls":
                KeepIf(ref body, member, vendor.TakesParallelTools, "allowMultipleToolCalls");
                break;
            case "stream_options":
                EditStreamOptions(ref body, member);
                break;
            case "user" or "safety_identifier" or "prompt_cache_key" when TakesRare(member.Name):
                body.Disguise(member);
                break;
            case "messages" or "tools" or "functions" or "tool_choice" or "function_call" or "response_format" or "stream":
                body.Keep();
                break;
            default:
                KeepIf(ref body, member, TakesRare(member.Name), member.Name);
                break;
        }
    }

    private protected override void Complete(ref RelayedBody body)
    {
        var (scan, edits) = (body.Scan, body.Edits);
        if (edits.MaxOutput is { } most && scan.Find(MaxTokens) is null && scan.Find(MaxCompletionTokens) is null
            && !States(MaxTokens) && !States(MaxCompletionTokens))
        {
            body.Add(vendor.MaxTokens, RelayedBody.Json(most));
        }

        if (edits.Temperature is { } temperature && IsOpen(body, "temperature"))
        {
            body.Add("temperature", Json(temperature));
        }

        if (edits.TopP is { } topP && IsOpen(body, "top_p"))
        {
            body.Add("top_p", Json(topP));
        }

        if (edits.Effort is { } effort && !scan.States("reasoning_effort") && !States("reasoning_effort"))
        {
            body.AddAll(EffortOf(effort));
        }

        if (edits.Tier is { } tier && vendor.TakesServiceTier && IsOpen(body, "service_tier"))
        {
            body.Add("service_tier", RelayedBody.Json(tier));
        }

        if (scan.Streamed && vendor.TakesStreamOptions && IsOpen(body, "stream_options"))
        {
            body.Add("stream_options", """{"include_usage":true}"""u8);
        }
    }

    private static RelayTraits OthersOf(ChatVendor vendor)
    {
        var others = vendor.TakesDeveloper ? RelayTraits.None : RelayTraits.Developer;
        others |= vendor.TakesNames ? 0 : RelayTraits.Names;
        others |= vendor.TakesRefusal ? 0 : RelayTraits.Refusal;
        others |= vendor.TakesParts ? 0 : RelayTraits.Parts;
        others |= vendor.Files is FileForm.File or FileForm.FileOrAddress ? 0 : RelayTraits.Files;
        others |= vendor.Audio is AudioForm.Mp3OrWav or AudioForm.AnyFormat ? 0 : RelayTraits.Audio;
        others |= vendor.TakesVideo ? 0 : RelayTraits.Video;
        others |= vendor.WantsContent ? RelayTraits.NoContent : 0;
        others |= vendor.ToolIds == ToolIdForm.Nine ? RelayTraits.LongIds : 0;
        others |= vendor.AsksForSignatures || vendor.Reasoning == ReasoningForm.ContentOfCalls ? RelayTraits.Calls : 0;
        others |= vendor.Reasoning == ReasoningForm.Details || vendor.Kind == Compatible ? 0 : RelayTraits.Reasoning;
        others |= vendor.Json == JsonForm.ObjectOnly ? RelayTraits.Schema : 0;
        others |= vendor.Json == JsonForm.SchemaOnly ? RelayTraits.JsonObject : 0;
        others |= vendor.TakesRequiredTools ? 0 : RelayTraits.RequiredTools;
        others |= vendor.TakesTools ? 0 : RelayTraits.Tools;
        others |= vendor.WebSearch == WebSearchForm.Options ? 0 : RelayTraits.WebSearch;
        others |= vendor.Kind is "openai" or "azure-openai" or Compatible ? 0 : RelayTraits.OldFunctions | RelayTraits.CustomTools;
        return others;
    }

    // Words beyond those that a vendor has go to the nearest where the request is written anew.
    private bool TakesEffort(RelayScan scan) =>
        vendor.TakesExtraHighEffort || scan.Find("reasoning_effort") is not { } member
        || RelayedBody.TextOf(scan.ValueOf(member)) is not ("xhigh" or "max");

    private bool TakesRare(string name) => vendor.TakesRare || vendor.Others.Contains(name);

    private void Bound(ref RelayedBody body, in RelayMember member)
    {
        var other = member.Name == MaxTokens ? MaxCompletionTokens : MaxTokens;
        var most = body.Edits.MaxOutput ?? body.Scan.MaxOutput;
        if (member.Name == vendor.MaxTokens)
        {
            if (body.IsNull(member) && most is { } bound)
            {
                body.Replace(member, RelayedBody.Json(bound));
            }
            else
            {
                body.Bound(member, most, member.Name == MaxTokens && body.Scan.States(other) ? null : body.Scan.MaxOutput);
            }
        }
        else if (body.Scan.Find(other) is not null || States(other) || most is not { } renamed)
        {
            body.Remove(member);
        }
        else
        {
            body.Rename(member, other, RelayedBody.Json(renamed));
        }
    }

    private static void KeepIf(
        ref RelayedBody body, in RelayMember member, bool taken, string name, RequestParameters parameter = RequestParameters.None)
    {
        if (parameter != RequestParameters.None && body.Edits.Drop.HasFlag(parameter))
        {
            body.Remove(member);
        }
        else if (taken)
        {
            body.Keep();
        }
        else
        {
            body.Drop(member, name);
        }
    }

    private void EditSeed(ref RelayedBody body, in RelayMember member)
    {
        if (vendor.Seed is { } name && name != member.Name && !body.Edits.Drop.HasFlag(RequestParameters.Seed))
        {
            body.Rename(member, name, body.ValueOf(member));
        }
        else
        {
            KeepIf(ref body, member, vendor.Seed is not null, "seed", RequestParameters.Seed);
        }
    }

    private static void EditEffort(ref RelayedBody body, in RelayMember member)
    {
        // Null is none, for which the default stands at the end.
        if (body.Edits.Drop.HasFlag(RequestParameters.ReasoningEffort) || (body.Edits.Effort is not null && body.IsNull(member)))
        {
            body.Remove(member);
        }
        else
        {
            body.Keep();
        }
    }

    private void EditTier(ref RelayedBody body, in RelayMember member)
    {
        if (!vendor.TakesServiceTier)
        {
            body.Drop(member, "serviceTier");
        }
        else if (body.Edits.Tier is { } tier)
        {
            body.Replace(member, RelayedBody.Json(tier));
        }
        else
        {
            body.Keep();
        }
    }

    private void EditStreamOptions(ref RelayedBody body, in RelayMember member)
    {
        if (!vendor.TakesStreamOptions)
        {
            body.Remove(member);
        }
        else if (body.Scan.Streamed && !body.Scan.IncludesUsage)
        {
            body.SetWithin(member, "include_usage", "true"u8.ToArray());
        }
        else
        {
            body.Keep();
        }
    }

    private byte[] EffortOf(string effort)
    {
        using var text = new JsonText();
        text.Writer.WriteStartObject();
        var options = new ReasoningOptions { Effort = Enum.Parse<ReasoningEffort>(effort, ignoreCase: true) };
        Efforts.Write(text.Writer, vendor, options, new DroppedOptions());
        text.Writer.WriteEndObject();
        return text.Written.ToArray();
    }
}
