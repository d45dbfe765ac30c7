using System.Text;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.ToolCalls;

/// <summary>
/// Tool calls of every kind, spoilt in any way that the dice say. What must hold holds of each: no tool runs with arguments that its
/// model did not finish, and every call ends.
/// </summary>
public sealed class ToolCallStorm
{
    private const int Calls = 150;

    public static TheoryData<Dialect> Dialects => [.. Adapters.Dialects];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task No_tool_runs_with_arguments_that_its_model_did_not_finish(Dialect dialect)
    {
        await using var stand = await ToolCallStand.StartAsync(dialect);
        stand.Stand.BackupScript.Always(SimulatedReply.FromText("The backup speaks.") with { Usage = new(100, 10) });
        var (ran, went, ended) = (0, 0, 0);
        for (var seed = 0; seed < Calls; seed++)
        {
            var dice = new Random(seed);
            var streamed = dice.Next(3) > 0;
            var view = await stand.AskAsync(Reply(dialect, streamed, dice), streamed);

            Assert.True(
                stand.Ran.TrueForAll(path => path == ToolCallWire.Path) && stand.Ran.Count <= 1,
                $"{dialect}, seed {seed}: ran with {string.Join(", ", stand.Ran.Select(path => path ?? "null"))}");
            Assert.True(stand.Ran.Count == 1 || view.IsBackup || view.Exception is not null, $"{dialect}, seed {seed}: '{view.Text}'");
            ran += stand.Ran.Count;
            went += view.IsBackup ? 1 : 0;
            ended += view.Exception is null ? 0 : 1;
        }

        Assert.True(ran > 0 && went > 0 && ended > 0, $"{ran} ran, {went} went on, {ended} ended");
    }

    private static Bytes Reply(Dialect dialect, bool streamed, Random dice)
    {
        if (dice.Next(6) == 0)
        {
            int[] statuses = [400, 405, 407, 410, 421, 425, 426, 431, 451, 499, 429, 500];
            string[] bodies =
            [
                "", "null",
                "<html>No</html>", """{"detail":"no"}""", """{"type":"error","error":{"type":"invalid_request_error","message":"no"}}"""
            ];
            return Bytes.Reply(bodies[dice.Next(bodies.Length)], status: statuses[dice.Next(statuses.Length)]);
        }

        string[][] arguments =
        [
            ["{\"pa", "th\": \"/tm", "p/old\"}"],
            ["{\"path\": \"/tmp/old\"}"],
            ["{\"pa", "th\": \"/t"],
            ["{\"path\": \"/tmp/old\"}", "{\"path\": \"/tmp\"}"],
        ];
        var pieces = arguments[dice.Next(arguments.Length)];
        var isWhole = string.Concat(pieces) == "{\"path\": \"/tmp/old\"}";

        // What these give as an object is whole by their own word; only a bound tells that it is not.
        var mustTell = !isWhole && (dialect == Dialect.Ollama || (dialect == Dialect.Anthropic && !streamed));
        var wire = new ToolCallWire(
            dice.Next(2) == 0 ? "" : "Let me see.", pieces, mustTell || dice.Next(4) == 0 ? "length" : "tool_calls");
        var body = Encoding.UTF8.GetBytes(wire.Body(dialect, streamed));
        var cut = dice.Next(2) == 0 ? body.Length : dice.Next(body.Length + 1);
        var head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: {wire.ContentType(dialect, streamed)}\r\nConnection: close\r\n\r\n");
        return new([.. head, .. body[..cut]], dice.Next(3) == 0 ? Ending.Reset : Ending.Close);
    }
}
