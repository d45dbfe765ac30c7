using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Tests.Oracles;

/// <summary>What a reply says, in a form in which two readings of it are compared.</summary>
internal sealed class ResponseFacts
{
    public ResponseFacts(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        Text = string.Concat(contents.OfType<TextContent>().Select(content => content.Text));
        Reasoning = string.Concat(contents.OfType<TextReasoningContent>().Select(content => content.Text));
        Protected = [.. contents.OfType<TextReasoningContent>().Select(content => content.ProtectedData).OfType<string>()];
        Refusal = contents.OfType<ErrorContent>().FirstOrDefault(error => error.ErrorCode == "Refusal")?.Message;
        Errors = [.. contents.OfType<ErrorContent>().Where(error => error.ErrorCode != "Refusal").Select(error => error.Message)];
        Calls = [.. contents.OfType<FunctionCallContent>().Select(call => $"{call.CallId} {call.Name} {Canonical(call.Arguments)}")];
        Citations = [.. contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>()
            .Select(citation => $"{citation.Url} {citation.Title} {Region(citation)}")];
        Finish = response.FinishReason?.Value;
        Id = response.ResponseId;
        Model = response.ModelId;
        Conversation = response.ConversationId;
        Usage = UsageText(response.Usage);
    }

    public string Text { get; }

    public string Reasoning { get; }

    public IReadOnlyList<string> Protected { get; }

    public string? Refusal { get; }

    public IReadOnlyList<string> Errors { get; }

    public IReadOnlyList<string> Calls { get; }

    public IReadOnlyList<string> Citations { get; }

    public string? Finish { get; }

    public string? Id { get; }

    public string? Model { get; }

    public string? Conversation { get; }

    public string Usage { get; }

    /// <summary>All of them by name, for a comparison.</summary>
    public IEnumerable<(string Name, string? Value)> All =>
    [
        (nameof(Text), Text), (nameof(Reasoning), Reasoning), (nameof(Protected), string.Join('|', Protected)), (nameof(Refusal), Refusal),
        (nameof(Errors), string.Join('|', Errors)), (nameof(Calls), string.Join('|', Calls)),
        (nameof(Citations), string.Join('|', Citations)), (nameof(Finish), Finish), (nameof(Id), Id), (nameof(Model), Model),
        (nameof(Conversation), Conversation), (nameof(Usage), Usage),
    ];

    // A count that is not stated and one of 0 are the same to a bill.
    private static string UsageText(UsageDetails? usage) => usage is null ? "none"
        : $"in {usage.InputTokenCount} out {usage.OutputTokenCount} total {usage.TotalTokenCount} "
            + $"cached {usage.CachedInputTokenCount ?? 0} reasoning {usage.ReasoningTokenCount ?? 0}";

    private static string Region(CitationAnnotation citation) =>
        citation.AnnotatedRegions?.OfType<TextSpanAnnotatedRegion>().FirstOrDefault() is { } span
            ? $"{span.StartIndex}-{span.EndIndex}" : "";

    // Members in order of their names, numbers as they are worth.
    private static string Canonical(IDictionary<string, object?>? arguments) =>
        arguments is null || arguments.Count == 0 ? "{}"
        : Canonical(JsonSerializer.SerializeToElement(
            arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>))));

    private static string Canonical(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', json.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"{JsonSerializer.Serialize(member.Name)}:{Canonical(member.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', json.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => JsonSerializer.Serialize(json.GetString()),
        JsonValueKind.Number => json.TryGetDecimal(out var number)
            ? (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)
            : json.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        _ => json.GetRawText(),
    };
}
