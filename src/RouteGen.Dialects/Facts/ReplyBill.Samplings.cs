using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Facts;

/// <content>The samplings of one reply: Anthropic's <c>usage.iterations</c>.</content>
internal partial struct ReplyBill
{
    private void ReadIterations(ref Utf8JsonReader json)
    {
        if (!JsonRead.EnterArray(ref json))
        {
            return;
        }

        var models = default(ModelCounts);
        while (JsonRead.NextItem(ref json))
        {
            if (!JsonRead.Enter(ref json))
            {
                continue;
            }

            var sampling = default(ReplyBill);
            var (model, isOther) = sampling.ReadSampling(ref json);
            models.Add(sampling._counts, model, isOther);
        }

        _models = models;
        _hasFacts |= models.Others is not null;
    }

    private (string? Model, bool IsOther) ReadSampling(ref Utf8JsonReader json)
    {
        var (model, isOther) = ((string?)null, false);
        Span<char> buffer = stackalloc char[FactNames.Longest];
        while (JsonRead.Next(ref json))
        {
            var name = FactNames.Plain(json.ValueSpan, buffer);
            json.Read();
            switch (name)
            {
                case "model":
                    model = Numbers.Word(ref json);
                    break;
                case "type":
                    isOther = json.TokenType == JsonTokenType.String && json.ValueTextEquals("advisor_message"u8);
                    JsonRead.Skip(ref json);
                    break;
                case "iterations":
                    JsonRead.Skip(ref json);
                    break;
                default:
                    ReadMember(name, ref json);
                    break;
            }
        }

        return (model, isOther);
    }
}
