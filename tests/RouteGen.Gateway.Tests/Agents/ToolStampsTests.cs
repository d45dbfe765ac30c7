using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Gateway.Lanes;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Tests.Agents;

public sealed class ToolStampsTests
{
    [Fact]
    public void Stamps_of_a_table_are_all_different_whatever_its_targets_are_called_and_the_same_each_time()
    {
        // So many that two codes of twenty bits do collide.
        var names = Enumerable.Range(0, 3_000).Select(i => $"target-{i}").ToArray();
        var (one, other) = (new ToolStamps(Table(names)), new ToolStamps(Table([.. names.Reverse()])));

        Assert.Equal(names.Length, names.Select(one.StampOf).Distinct().Count());
        Assert.All(names, n => Assert.Equal(one.StampOf(n), other.StampOf(n)));
        Assert.All(names, n => Assert.Matches("^rg[a-z2-7]{4}$", one.StampOf(n)));
    }

    [Fact]
    public void What_is_written_is_read_as_text_and_as_bytes_and_nothing_else_is()
    {
        var stamps = new ToolStamps(Table(["a", "b"]));
        foreach (var id in new[] { "call_1", "", "rgxxxxcall", "ü" })
        {
            var written = stamps.Write("b", id);
            var isRead = stamps.TryRead(written, out var issuer, out var original);
            Assert.Equal((id.Length > 0, id.Length > 0 ? "b" : null), (isRead, issuer));
            Assert.Equal(isRead ? id : null, original);
            Assert.Equal(isRead, stamps.TryRead(Encoding.UTF8.GetBytes(written), out var author, out var bytes));
            Assert.Equal(issuer, author);
            Assert.Equal(isRead ? id : "", Encoding.UTF8.GetString(bytes));
        }

        foreach (var id in new[] { "", "rg", "rgabcd", "rgabcdx", "RG" + stamps.StampOf("a")[2..] + "x", "call_1", "rgü€x1234" })
        {
            Assert.False(stamps.TryRead(id, out _, out _), id);
            Assert.False(stamps.TryRead(Encoding.UTF8.GetBytes(id), out _, out _), id);
        }
    }

    [Fact]
    public void A_history_is_restored_each_part_with_its_issuer_and_unstamped_signatures_go_to_nobody()
    {
        var stamps = new ToolStamps(Table(["a", "b"]));
        AIContent[] reply =
        [
            new TextReasoningContent("hm") { ProtectedData = "sig" },
            new FunctionCallContent("call_1", "weather") { AdditionalProperties = new() { ["RouteGen.ExtraContent"] = "{}" } },
        ];
        List<AIContent> sent = [.. reply];
        stamps.Stamp(sent, "a");
        var id = ((FunctionCallContent)sent[1]).CallId;
        ChatMessage[] history =
        [
            new(ChatRole.User, "weather?"),
            new(ChatRole.Assistant, sent),
            new(ChatRole.Tool, [new FunctionResultContent(id, "rain")]),
            new(ChatRole.Assistant, [new TextReasoningContent("?") { ProtectedData = "another's" }]),
        ];

        var restored = stamps.Restore(history);

        Assert.Same(history[0], restored[0]);
        var (thought, call) = ((TextReasoningContent)restored[1].Contents[0], (FunctionCallContent)restored[1].Contents[1]);
        Assert.Equal(("sig", "call_1"), (thought.ProtectedData, call.CallId));
        Assert.Equal(("a", "a", "{}"), (
            thought.AdditionalProperties!["RouteGen.Target"], call.AdditionalProperties!["RouteGen.Target"],
            call.AdditionalProperties["RouteGen.ExtraContent"]));
        Assert.Equal("call_1", ((FunctionResultContent)restored[2].Contents[0]).CallId);
        Assert.Equal("", restored[3].Contents[0].AdditionalProperties!["RouteGen.Target"]);
        Assert.NotEqual("call_1", ((FunctionCallContent)history[1].Contents[1]).CallId);
    }

    [Theory]
    [InlineData("x-routegen-operation", "o-1", "o-1")]
    [InlineData("x-claude-code-session-id", "7b1c", "7b1c")]
    [InlineData("session_id", " s ", "s")]
    [InlineData("thread-id", "t", "t")]
    [InlineData("x-opencode-session", "ses_1", "ses_1")]
    [InlineData("session_id", "a\u0007b c\u202e", "abc")]
    [InlineData("session_id", "   ", null)]
    [InlineData("x-other", "a", null)]
    public void A_session_of_a_coding_agent_is_the_operation(string header, string value, string? operation) =>
        Assert.Equal(operation, OperationHeaders.Read(new HeaderDictionary { [header] = value }));

    [Fact]
    public void Our_own_header_wins_and_no_id_is_long()
    {
        Assert.Equal("mine", OperationHeaders.Read(new HeaderDictionary { ["session_id"] = "a", ["x-routegen-operation"] = "mine" }));
        Assert.Equal(128, OperationHeaders.Read(new HeaderDictionary { ["session_id"] = new string('a', 9_000) })!.Length);
        Assert.Equal("b", OperationHeaders.Read(
            new HeaderDictionary
            {
                ["x-routegen-operation"] = new Microsoft.Extensions.Primitives.StringValues(["a", "a"]),
                ["session_id"] = "b"
            }));
        Assert.Equal("explore", OperationHeaders.ReadAgent(new HeaderDictionary { ["x-claude-code-agent-id"] = "explore" }));
    }

    private static RouteTableDefinition Table(string[] targets)
    {
        var provider = new ProviderDefinition { Name = "p", Kind = "custom", Adapter = null };
        return new RouteTableDefinition
        {
            Name = "T",
            Hash = "h",
            Providers = [provider],
            Targets = [.. targets.Select(t => new TargetDefinition
            {
                Name = t, Provider = provider, Model = new ModelDefinition { Name = "m" }, Deployment = "d",
            })],
            Routes = [],
        };
    }
}
