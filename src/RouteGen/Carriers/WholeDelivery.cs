using Microsoft.Extensions.AI;
using RouteGen.Content;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>A chat reply that is awaited whole. Those at rest are lent, one for each thread.</summary>
internal sealed class WholeDelivery : ReplyDelivery<ChatResponse>
{
    [ThreadStatic]
    private static WholeDelivery? _resting;

    private IChatClient _client = null!;
    private IReadOnlyList<ChatMessage> _messages = null!;
    private ChatOptions _options = null!;
    private string _target = null!;
    private bool _isOnlyMalformed;

    private WholeDelivery()
    {
    }

    public override bool IsOnlyMalformed => _isOnlyMalformed;

    public override SentRequest Sent => ChatEdits.Sent(_options);

    public override ServiceTier? AskedTier => ServiceTierReading.AskedBy(_options);

    public static WholeDelivery Start(
        IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions options, string target, AttemptWatch watch)
    {
        var delivery = _resting ?? new WholeDelivery();
        _resting = null;
        (delivery._client, delivery._messages, delivery._options) = (client, messages, options);
        (delivery._target, delivery.Watch) = (target, watch);
        return delivery;
    }

    public override void Rest()
    {
        (_client, _messages, _options) = (null!, null!, null!);
        (_target, Watch, Reply, _isOnlyMalformed) = (null!, null!, null, false);
        _resting = this;
    }

    public override void Capture(CallContent content) => content.Reply(Reply!);

    public override ReplyFacts GetFacts() => Reply is { } reply ? ReplyFacts.FromResponse(reply) : default;

    protected override Task<ChatResponse> SendAsync(CancellationToken cancellationToken) =>
        _client.GetResponseAsync(_messages, _options, cancellationToken);

    protected override FaultInfo Inspect(ChatResponse reply)
    {
        if (_options.ResponseFormat is null && ReplyCheck.IsText(reply))
        {
            return default;
        }

        var fault = ReplyCheck.Inspect(reply, _options.ResponseFormat, Watch.StatusCode) ?? default;
        _isOnlyMalformed = fault.Fault == Fault.MalformedOutput && fault.Code != ToolCallCheck.Code;
        if (fault.Fault != Fault.None && !_isOnlyMalformed)
        {
            return fault;
        }

        var said = reply.Messages;
        for (var i = 0; i < said.Count; i++)
        {
            Portability.Stamp(said[i].Contents, _target);
        }

        return fault;
    }
}
