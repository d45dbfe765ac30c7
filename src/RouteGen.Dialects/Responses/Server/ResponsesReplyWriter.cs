using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses.Server;

/// <summary>Writes a whole reply (OpenAI's OpenAPI document, <c>Response</c>).</summary>
internal static class ResponsesReplyWriter
{
    /// <exception cref="NotSupportedException">An argument of a tool call is of a type that cannot be written.</exception>
    public static void Write(Utf8JsonWriter json, ChatResponse response, CompletionHead head, ResponsesAsked asked)
    {
        var whole = new ResponseObject(head, asked);
        using var items = new JsonText();
        var output = new Output(items.Writer, whole);
        items.Writer.WriteStartArray();
        for (var i = 0; i < response.Messages.Count; i++)
        {
            var contents = response.Messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                output.Add(contents[j]);
            }

            output.CloseMessage();
        }

        items.Writer.WriteEndArray();
        var reason = ResponsesStreamWriter.ReasonFor(response.FinishReason, output.IsRefused);
        whole.Write(
            json, reason is null ? "completed"u8 : "incomplete"u8, items.Written[1..^1], response.Usage ?? new(), reason);
    }

    private struct Output(Utf8JsonWriter json, ResponseObject whole)
    {
        private int _index;
        private bool _isOpen;
        private string? _phase;

        public bool IsRefused { get; private set; }

        public void Add(AIContent content)
        {
            switch (content)
            {
                case { RawRepresentation: RawItem raw }:
                    CloseMessage();
                    json.WriteRawValue(raw.Json.Span, skipInputValidation: true);
                    _index++;
                    break;
                case TextContent { Text.Length: > 0 } text:
                    OpenMessage(ItemContents.PhaseOf(text));
                    OutputItems.WriteText(json, text.Text, text.Annotations, OutputItems.ProbabilitiesOf(text));
                    break;
                case ErrorContent { ErrorCode: ItemContents.Refusal } refusal:
                    IsRefused = true;
                    OpenMessage(null);
                    OutputItems.WriteRefusal(json, refusal.Message ?? "");
                    break;
                case TextReasoningContent reasoning when reasoning.Text.Length > 0 || !string.IsNullOrEmpty(reasoning.ProtectedData):
                    CloseMessage();
                    OutputItems.WriteReasoning(
                        json,
                        ItemContents.ReasoningId(reasoning) ?? whole.ItemId("rs", _index),
                        reasoning.Text,
                        reasoning.ProtectedData,
                        default);
                    _index++;
                    break;
                case FunctionCallContent call:
                    CloseMessage();
                    var isCustom = OutputItems.IsCustom(whole.Asked, call);
                    OutputItems.WriteCall(
                        json,
                        whole.ItemId(isCustom ? "ctc" : "fc", _index),
                        call,
                        isCustom,
                        OutputItems.TextOf(call, isCustom),
                        "completed"u8);
                    _index++;
                    break;
                case DataContent image when image.HasTopLevelMediaType("image"):
                    CloseMessage();
                    OutputItems.WriteImage(json, whole.ItemId("ig", _index), image, "completed"u8);
                    _index++;
                    break;
            }
        }

        public void CloseMessage()
        {
            if (_isOpen)
            {
                OutputItems.EndMessage(json);
                _isOpen = false;
                _index++;
            }
        }

        private void OpenMessage(string? phase)
        {
            if (_isOpen && phase is not null && phase != _phase)
            {
                CloseMessage();
            }

            if (!_isOpen)
            {
                _isOpen = true;
                _phase = phase;
                OutputItems.BeginMessage(json, whole.ItemId("msg", _index), "completed"u8, phase);
            }
        }
    }
}
