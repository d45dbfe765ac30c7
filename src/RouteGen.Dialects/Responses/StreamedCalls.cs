using System.Text;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// The calls of a streamed response. Each is handed on once, when its item is done. An item's own status says whether it is whole, and one
/// that ends without the arguments that came piece by piece lost them.
/// </summary>
internal sealed class StreamedCalls
{
    private readonly List<Call> _calls = [];
    private readonly Dictionary<int, Call> _byIndex = [];
    private readonly HashSet<string> _handedOn = new(StringComparer.Ordinal);

    /// <summary>Whether the response calls anything.</summary>
    public bool Any => _calls.Count > 0 || _handedOn.Count > 0;

    /// <summary>Notes that a call begins.</summary>
    public void Begin(int index, in ItemFields item)
    {
        var call = new Call { Item = item };
        _calls.Add(call);
        _byIndex[index] = call;
    }

    /// <summary>Notes a piece of the arguments.</summary>
    public void Add(int index, string? piece)
    {
        if (!string.IsNullOrEmpty(piece))
        {
            (At(index).Pieces ??= new()).Append(piece);
        }
    }

    /// <summary>Notes all the arguments.</summary>
    public void End(int index, string? name, string? arguments)
    {
        var call = At(index);
        call.Whole = string.IsNullOrEmpty(arguments) ? call.Whole : arguments;
        call.Item.Name ??= name;
    }

    /// <summary>The call of an item that is done; null where it was handed on before.</summary>
    public FunctionCallContent? Take(int index, in ItemFields item)
    {
        var known = _byIndex.GetValueOrDefault(index);
        var read = item;
        if (string.IsNullOrEmpty(item.Arguments))
        {
            read.Arguments = known?.Whole;
        }

        var content = ItemContents.Call(read, $"call_{index}");
        if (known is not null)
        {
            known.IsDone = true;
        }

        if (!_handedOn.Add(content.CallId))
        {
            return null;
        }

        if (string.IsNullOrEmpty(read.Arguments) && known?.Pieces is { Length: > 0 })
        {
            content.Exception ??= new InvalidOperationException("The arguments of the call are missing.");
        }

        return content;
    }

    /// <summary>The calls of which no end was seen, though the response has ended well.</summary>
    public void TakeRest(List<AIContent> contents)
    {
        for (var i = 0; i < _calls.Count; i++)
        {
            var call = _calls[i];
            if (call.IsDone || call.Item.Name is null)
            {
                continue;
            }

            call.IsDone = true;
            var item = call.Item;
            item.Status = null;
            item.Arguments = call.Whole ?? call.Pieces?.ToString() ?? item.Arguments;
            var content = ItemContents.Call(item, $"call_{i}");
            if (_handedOn.Add(content.CallId))
            {
                contents.Add(content);
            }
        }
    }

    private Call At(int index)
    {
        if (!_byIndex.TryGetValue(index, out var call))
        {
            _byIndex[index] = call = new Call();
            _calls.Add(call);
        }

        return call;
    }

    private sealed class Call
    {
        public ItemFields Item;

        public StringBuilder? Pieces { get; set; }

        public string? Whole { get; set; }

        public bool IsDone { get; set; }
    }
}
