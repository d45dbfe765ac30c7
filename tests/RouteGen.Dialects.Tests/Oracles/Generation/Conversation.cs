using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Tests.Oracles.Generation;

/// <summary>What a client is asked with. Made anew for each client, since one may change what it is given.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Options">The options; null where none are given.</param>
/// <param name="Streamed">Whether the reply is asked for as a stream.</param>
internal sealed record Conversation(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options, bool Streamed)
{
    public static Conversation FromSeed(int seed)
    {
        var chance = new Chance(seed);
        var tools = new ToolMaker(chance);
        var options = chance.Flip(0.9) ? new OptionsMaker(chance, tools).Make() : null;
        return new(new MessageMaker(chance, tools).Make(), options, chance.Flip());
    }

    /// <summary>The kinds of content, tools and options in it, by which a test knows that the generator makes them all.</summary>
    public IEnumerable<string> Traits()
    {
        foreach (var message in Messages)
        {
            yield return $"role {message.Role}";
            foreach (var content in message.Contents)
            {
                yield return content switch
                {
                    DataContent data => $"data {data.MediaType}",
                    UriContent uri => $"uri {uri.MediaType}",
                    FunctionResultContent { Result: var result } => $"result {result?.GetType().Name ?? "null"}",
                    TextReasoningContent { ProtectedData: not null } => "protected reasoning",
                    _ => content.GetType().Name,
                };
            }
        }

        foreach (var tool in Options?.Tools ?? [])
        {
            yield return tool is AIFunctionDeclaration declaration
                ? $"function strict={declaration.AdditionalProperties.GetValueOrDefault("strict") ?? "unset"}" : tool.GetType().Name;
        }

        foreach (var property in typeof(ChatOptions).GetProperties())
        {
            if (Options is not null && property.Name != nameof(ChatOptions.Tools) && property.GetValue(Options) is { } value)
            {
                yield return value is ChatToolMode or ChatResponseFormat or bool
                    ? $"{property.Name} {(value is bool ? value : value.GetType().Name)}" : property.Name;
            }
        }
    }
}
