using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Ollama.Streams;

/// <summary>
/// Leaves out calls that the last line of a stream says again, as proxies do that sum it up there. Ollama's calls have no id, and the SDK
/// gives each a new one; so only a line that says again all that came before, in its order, is taken for a repetition.
/// </summary>
internal sealed class RepeatedCalls
{
    private List<string>? _said;

    public void Skip(ChatResponseUpdate update, bool isLast)
    {
        List<FunctionCallContent> calls = [.. update.Contents.OfType<FunctionCallContent>()];
        if (calls.Count == 0)
        {
            return;
        }

        var texts = calls.ConvertAll(TextOf);
        if (isLast && _said is not null && _said.SequenceEqual(texts))
        {
            update.Contents = [.. update.Contents.Where(content => content is not FunctionCallContent)];
            return;
        }

        (_said ??= []).AddRange(texts);
    }

    private static string TextOf(FunctionCallContent call) =>
        call.Name
            + JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>)));
}
