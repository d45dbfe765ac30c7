using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama;

/// <summary>
/// Leaves out calls that the last line of a stream says again, as proxies do that sum it up there. Most servers give calls no id, so only
/// a line that says again all that came before, in its order, is taken for a repetition.
/// </summary>
internal sealed class RepeatedCalls
{
    private List<OllamaCall>? _said;

    /// <summary>Whether a stream has called tools.</summary>
    public bool Any => _said is not null;

    /// <summary>The calls of a line that were not said before.</summary>
    public List<OllamaCall>? New(List<OllamaCall>? calls, bool isLast)
    {
        if (calls is null || (isLast && _said is not null && IsSaid(calls)))
        {
            return null;
        }

        (_said ??= []).AddRange(calls);
        return calls;
    }

    private bool IsSaid(List<OllamaCall> calls)
    {
        if (calls.Count != _said!.Count)
        {
            return false;
        }

        for (var i = 0; i < calls.Count; i++)
        {
            if (!AreSame(_said[i], calls[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreSame(OllamaCall said, OllamaCall again)
    {
        if (said.Content.Name != again.Content.Name || (said.Id is not null && again.Id is not null && said.Id != again.Id))
        {
            return false;
        }

        var (left, right) = (ToolArguments.Text(said.Content), ToolArguments.Text(again.Content));
        return left == right || ToolArguments.AreSame(left, right);
    }
}
