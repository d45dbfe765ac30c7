using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Tests.Oracles.Generation;

/// <summary>A history as applications have it: instructions, turns of user and model, tool calls with their results.</summary>
internal sealed class MessageMaker(Chance chance, ToolMaker tools)
{
    private readonly List<ChatMessage> _messages = [];

    public List<ChatMessage> Make()
    {
        if (chance.Flip(0.6))
        {
            Instructions();
        }

        for (var turns = chance.Number(0, 3); turns > 0; turns--)
        {
            User();
            Model();
        }

        if (chance.Flip(0.1))
        {
            Instructions();
        }

        User();
        if (chance.Flip(0.2))
        {
            // The middle of a tool loop: the model has not answered yet.
            Calls();
        }

        return _messages;
    }

    private void Instructions() => _messages.Add(new(
        chance.Flip(0.8) ? ChatRole.System : new ChatRole("developer"),
        [.. chance.Several(1, 2, () => (AIContent)new TextContent(chance.Text()))]));

    private void User()
    {
        var message = chance.Flip(0.5)
            ? new ChatMessage(ChatRole.User, chance.Text())
            : new ChatMessage(ChatRole.User, chance.Several(1, 4, new MediaMaker(chance).Make));
        if (chance.Flip(0.1))
        {
            message.AuthorName = chance.Pick("Ada", "Grace H.", "東京", "a_b-c", "");
        }

        _messages.Add(message);
    }

    private void Model()
    {
        if (chance.Flip(0.5))
        {
            Calls();
        }

        var contents = new List<AIContent>();
        if (chance.Flip(0.3))
        {
            contents.Add(Reasoning());
        }

        if (chance.Flip(0.07))
        {
            contents.Add(new ErrorContent(chance.Text()) { ErrorCode = "Refusal" });
        }
        else
        {
            contents.AddRange(chance.Several(1, 2, () => new TextContent(chance.Text())));
        }

        _messages.Add(new(ChatRole.Assistant, contents));
    }

    private TextReasoningContent Reasoning() =>
        new(chance.Text()) { ProtectedData = chance.Flip() ? Convert.ToBase64String(chance.Bytes()) : null };

    // One or parallel calls, with text before them or none, and their results in one message or one each.
    private void Calls()
    {
        var contents = new List<AIContent>();
        if (chance.Flip(0.25))
        {
            contents.Add(Reasoning());
        }

        if (chance.Flip(0.4))
        {
            contents.Add(new TextContent(chance.Text()));
        }

        var calls = chance.Several(1, 3, () => new FunctionCallContent(chance.Id("call_"), tools.NameOfOne(), tools.Arguments()));
        contents.AddRange(calls);
        _messages.Add(new(ChatRole.Assistant, contents));
        var results = calls.ConvertAll(call => (AIContent)new FunctionResultContent(call.CallId, tools.Result())
        {
            Exception = chance.Flip(0.05) ? new InvalidOperationException("The tool failed.") : null,
        });
        if (chance.Flip())
        {
            _messages.Add(new(ChatRole.Tool, results));
        }
        else
        {
            results.ForEach(result => _messages.Add(new(ChatRole.Tool, [result])));
        }
    }
}
