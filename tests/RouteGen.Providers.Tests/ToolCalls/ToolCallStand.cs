using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Providers.Tests.Suite;

namespace RouteGen.Providers.Tests.ToolCalls;

/// <summary>
/// A route under function invocation, whose first target is a scripted server. The clock is set forward before
/// each call, so that no breaker stays open.
/// </summary>
internal sealed class ToolCallStand : IAsyncDisposable
{
    private const string Done = "deleted-and-done";

    private readonly ShiftedTime _time;

    private ToolCallStand(Stand stand, ScriptedServer server, ShiftedTime time) => (Stand, Server, _time) = (stand, server, time);

    public Stand Stand { get; }

    public ScriptedServer Server { get; }

    /// <summary>The attempts of the first call of the route.</summary>
    public IReadOnlyList<AttemptRecord> LastAttempts { get; private set; } = [];

    /// <summary>What the tool was run with, call by call.</summary>
    public List<string?> Ran { get; } = [];

    public static async Task<ToolCallStand> StartAsync(Dialect dialect)
    {
        var time = new ShiftedTime();
        var server = new ScriptedServer(_ => Bytes.Reply(""));
        var stand = await Stand.StartAsync(dialect, services => services.AddSingleton<TimeProvider>(time), primary: server.Endpoint);
        return new(stand, server, time);
    }

    /// <summary>
    /// Asks, and runs the tools that are called for. The server gives the reply until a tool was run, and a text after that.
    /// </summary>
    public async Task<ToolCallView> AskAsync(Bytes reply, bool streamed)
    {
        _time.Advance(TimeSpan.FromMinutes(10));
        Ran.Clear();
        Server.Script = request => request.Contains(Done, StringComparison.Ordinal) ? AfterTool(streamed) : reply;
        var route = Stand.Route;
        using var client = new FunctionInvokingChatClient(route) { IncludeDetailedErrors = true };
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(DeleteFiles, "delete_files")] };
        try
        {
            if (!streamed)
            {
                var response = await client.GetResponseAsync("Clean up", options);
                LastAttempts = response.GetRouteRecord()?.Attempts ?? [];
                return new(response.Text, null);
            }

            var text = "";
            await foreach (var update in client.GetStreamingResponseAsync("Clean up", options))
            {
                text += update.Text;
                LastAttempts = update.GetRouteRecord()?.Attempts ?? LastAttempts;
            }

            return new(text, null);
        }
        catch (RouteException e)
        {
            return new("", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stand.DisposeAsync();
        await Server.DisposeAsync();
    }

    private string DeleteFiles(string? path = null)
    {
        Ran.Add(path);
        return Done;
    }

    private Bytes AfterTool(bool streamed)
    {
        var text = new SayWire("All gone.");
        return Bytes.Reply(text.Body(Stand.Dialect, streamed), text.ContentType(Stand.Dialect, streamed));
    }
}

/// <summary>What became of a call with tools.</summary>
internal sealed record ToolCallView(string Text, RouteException? Exception)
{
    public bool IsBackup => Text.Contains("The backup speaks.", StringComparison.Ordinal);
}
