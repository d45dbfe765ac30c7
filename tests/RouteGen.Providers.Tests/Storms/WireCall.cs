using System.Globalization;
using Microsoft.Extensions.AI;
using RouteGen.Providers.Tests.Suite;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>A caller who asks a route once, and may cancel or leave.</summary>
internal sealed class WireCall(WireRoute route, int number, bool streamed) : StormCall(number)
{
    /// <summary>After how many updates to leave a stream.</summary>
    public int LeaveAfter { get; init; } = int.MaxValue;

    public WireRoute Route => route;

    public bool HasLeft { get; private set; }

    /// <summary>The whole reply's text; null where there is none.</summary>
    public string? Text { get; private set; }

    /// <summary>The question, which nobody has a reason to keep once the call is over.</summary>
    public WeakReference? Question { get; private set; }

    protected override async Task AskAsync(CancellationToken cancellationToken)
    {
        var client = route.For(user: Number.ToString(CultureInfo.InvariantCulture));
        var question = new ChatMessage(ChatRole.User, WireField.Prompt(Number));
        Question = new(question);
        if (streamed)
        {
            await ReadAsync(client.GetStreamingResponseAsync([question], cancellationToken: cancellationToken));
        }
        else
        {
            Text = (await client.GetResponseAsync([question], cancellationToken: cancellationToken)).Text;
        }
    }

    private async Task ReadAsync(IAsyncEnumerable<ChatResponseUpdate> updates)
    {
        var (text, seen) = ("", 0);
        await foreach (var update in updates)
        {
            text += update.Text;
            if (++seen > LeaveAfter)
            {
                HasLeft = true;
                return;
            }
        }

        Text = text;
    }
}
