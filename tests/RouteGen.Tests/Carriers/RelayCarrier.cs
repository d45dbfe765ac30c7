using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Carriers;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Tests.Carriers;

/// <summary>
/// Takes a caller's own Chat Completions body to targets and hands their events back byte for byte. It is no more than a test of the shape:
/// that a request in a form that the engine knows nothing of gets the same walk, edits, timers, budgets and record as any other.
/// </summary>
internal sealed class RelayCarrier(byte[] body) : Carrier
{
    public override RequestFacts Read(TokenEstimator tokens)
    {
        var request = JsonNode.Parse(body)!.AsObject();
        var messages = request["messages"]!.AsArray().Select(m => new ChatMessage(
            new ChatRole((string)m!["role"]!), (string)m["content"]!)).ToList();
        var input = tokens.Estimate(messages, null);
        return new RequestFacts
        {
            InputTokens = input,
            LargestInput = input,
            Needs = ModelFeatures.Streaming | (request.ContainsKey("tools") ? ModelFeatures.Tools : ModelFeatures.None),
            Sets = request.ContainsKey("temperature") ? RequestParameters.Temperature : RequestParameters.None,
            MaxOutput = (int?)request["max_tokens"],
            Streamed = true,
            AskedModel = (string?)request["model"],
        };
    }

    public override bool Fits(TargetPorts ports) => Server(ports) is not null;

    public override Delivery Begin(TargetPorts ports, in RequestEdits edits, AttemptWatch watch)
    {
        var request = JsonNode.Parse(body)!.AsObject();
        request["model"] = edits.Model;
        if (edits.MaxOutput is { } most)
        {
            request["max_tokens"] = most;
        }

        if (edits.Drop.HasFlag(RequestParameters.Temperature))
        {
            request.Remove("temperature");
        }

        return new RelayDelivery(Server(ports)!, JsonSerializer.SerializeToUtf8Bytes(request), edits, watch);
    }

    private static RelayServer? Server(TargetPorts ports) => ports.Chat?.GetService(typeof(RelayServer)) as RelayServer;
}

/// <summary>Events of a stream, passed on as they came and looked at in passing.</summary>
internal sealed class RelayDelivery(RelayServer server, byte[] body, in RequestEdits edits, AttemptWatch watch) : PiecewiseDelivery<byte[]>
{
    private readonly List<byte[]> _held = [];
    private readonly StringBuilder _text = new();
    private readonly int? _mostOutput = edits.MaxOutput;
    private IAsyncEnumerator<byte[]>? _events;
    private int _next;
    private UsageDetails? _usage;
    private string? _finish;

    public override SentRequest Sent => new(_mostOutput, null, null);

    public override ServiceTier? AskedTier => null;

    public override bool IsComplete => _finish is not null;

    public override string TextSoFar => _text.ToString();

    public override async ValueTask<FaultInfo> OpenAsync()
    {
        _events = server.Send(body, watch.Timer.Token).GetAsyncEnumerator();
        while (await _events.MoveNextAsync())
        {
            _held.Add(_events.Current);
            if (Look(_events.Current))
            {
                return watch.Begin() ?? default;
            }
        }

        return new FaultInfo(Fault.EmptyReply, watch.StatusCode);
    }

    public override ValueTask<bool> ReadAsync() => _next < _held.Count ? new(true) : _events!.MoveNextAsync();

    public override bool? Take(bool more)
    {
        if (!more)
        {
            return false;
        }

        var isHeld = _next < _held.Count;
        Current = isHeld ? _held[_next++] : _events!.Current;
        _ = isHeld || Look(Current);
        return true;
    }

    public override FaultInfo EndFault() => _finish is null ? new(Fault.StreamBroken, watch.StatusCode, "noFinishReason") : default;

    public override FaultInfo Classify(Exception? exception) =>
        exception is null ? watch.Interrupted ?? default : watch.Classify(exception) with { Fault = Fault.StreamBroken };

    public override ReplyFacts GetFacts() => new(_usage, default, null, null, _finish, _text.Length > 0 ? 1 : null, 0);

    public override bool TryConclude(RouteRecord record, out byte[] piece)
    {
        piece = Encoding.UTF8.GetBytes($": record {record.Id}\n\n");
        return true;
    }

    public override ValueTask DisposeAsync() => _events?.DisposeAsync() ?? default;

    /// <summary>Notes what an event says.</summary>
    /// <returns>Whether it means something to the caller.</returns>
    private bool Look(byte[] sent)
    {
        var line = Encoding.UTF8.GetString(sent);
        if (!line.StartsWith("data: {", StringComparison.Ordinal))
        {
            return false;
        }

        var data = JsonNode.Parse(line["data: ".Length..])!;
        if (data["usage"] is { } usage)
        {
            _usage = new UsageDetails
            {
                InputTokenCount = (long)usage["prompt_tokens"]!,
                OutputTokenCount = (long)usage["completion_tokens"]!,
            };
        }

        var choice = data["choices"]!.AsArray().FirstOrDefault();
        _finish = (string?)choice?["finish_reason"] ?? _finish;
        var text = (string?)choice?["delta"]?["content"];
        _text.Append(text);
        return text is { Length: > 0 };
    }
}

/// <summary>A server that takes bytes.</summary>
internal sealed class RelayServer
{
    private readonly Queue<Func<IEnumerable<string>>> _answers = new();

    public List<JsonObject> Requests { get; } = [];

    /// <summary>Streams that were given back.</summary>
    public int Released { get; private set; }

    public RelayServer Then(Func<IEnumerable<string>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public async IAsyncEnumerable<byte[]> Send(
        byte[] body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Requests.Add(JsonNode.Parse(body)!.AsObject());
        try
        {
            foreach (var line in _answers.Dequeue()())
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return Encoding.UTF8.GetBytes(line + "\n\n");
            }
        }
        finally
        {
            Released++;
        }
    }
}
