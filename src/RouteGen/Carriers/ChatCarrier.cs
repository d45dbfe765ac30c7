using Microsoft.Extensions.AI;
using RouteGen.Content;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Carriers;

/// <summary>What carriers of chat messages have in common.</summary>
internal abstract class ChatCarrier(IReadOnlyList<ChatMessage> messages, ChatOptions? options) : Carrier
{
    protected abstract bool IsStreamed { get; }

    public sealed override RequestFacts Read(TokenEstimator tokens)
    {
        var input = tokens.Estimate(messages, options);
        var issuer = Portability.IssuerOf(messages, out var hasReasoning);
        return new RequestFacts
        {
            InputTokens = input,
            LargestInput = input,
            Needs = Needs(),
            Sets = options is null ? RequestParameters.None : ChatEdits.SetBy(options),
            MaxOutput = options?.MaxOutputTokens,
            Tier = ServiceTierReading.AskedBy(options),
            Streamed = IsStreamed,
            HasConversation = options?.ConversationId is not null,
            ForbidsCapture = CaptureWish.Forbids(options?.AdditionalProperties),
            Issuer = issuer,
            HasReasoning = hasReasoning,
            AskedModel = options?.ModelId,
        };
    }

    public sealed override bool Fits(TargetPorts ports) => ports.Chat is not null;

    public sealed override void Capture(CallContent content) => content.Prompt(messages, options);

    public sealed override Delivery Begin(TargetPorts ports, in RequestEdits edits, AttemptWatch watch)
    {
        var edited = ChatEdits.Apply(edits, options);
        var portable = Portability.For(edits.Target, messages);
        watch.Configure(edited);
        return Begin(ports.Chat!, portable, edited, edits, watch);
    }

    /// <summary>Makes the delivery of a request that is ready to be sent.</summary>
    protected abstract Delivery Begin(
        IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions options, in RequestEdits edits, AttemptWatch watch);

    /// <summary>The features that the request shows it cannot do without.</summary>
    private ModelFeatures Needs()
    {
        var needed = IsStreamed ? ModelFeatures.Streaming : ModelFeatures.None;
        if (options is not null)
        {
            needed |= options.Tools is { Count: > 0 } ? ModelFeatures.Tools : 0;
            needed |= options.ResponseFormat is ChatResponseFormatJson { Schema: not null } ? ModelFeatures.JsonSchema : 0;
        }

        for (var i = 0; i < messages.Count; i++)
        {
            var contents = messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                needed |= contents[j] switch
                {
                    TextContent => ModelFeatures.None,
                    DataContent data => MediaFeatures.FromMediaType(data.MediaType),
                    UriContent uri => MediaFeatures.FromMediaType(uri.MediaType),
                    HostedFileContent => ModelFeatures.Files,
                    _ => ModelFeatures.None,
                };
            }
        }

        return needed;
    }
}
