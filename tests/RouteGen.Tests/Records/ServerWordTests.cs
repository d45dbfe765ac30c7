using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Records;

/// <summary>What servers state of themselves is kept as a word, or not at all.</summary>
public sealed class ServerWordTests
{
    private const string Credential = "sk-proj-" + "Ab3dEf6hIj9lMn2pQr5tUv8xYz1";

    [Theory]
    [InlineData("gpt-5-mini-2026-08-07")]
    [InlineData("accounts/fireworks/models/llama-v3p1-8b-instruct#x")]
    [InlineData("anthropic.claude-sonnet-4-20250514-v1:0")]
    [InlineData("@cf/meta/llama-3.1-8b")]
    [InlineData("req_011CQ3bKyhp~=+")]
    public void A_word_is_kept(string word) => Assert.Equal(word, ServerWord.Keep(word, [Credential]));

    [Theory]
    [InlineData("")]
    [InlineData("a model")]
    [InlineData("line\nbreak")]
    [InlineData("red\u001b[31m")]
    [InlineData("bidi\u202Eledom")]
    [InlineData("\"quoted\"")]
    [InlineData("{json}")]
    [InlineData("modèle")]
    public void Anything_else_is_not(string word) => Assert.Null(ServerWord.Keep(word, null));

    [Fact]
    public void What_holds_a_credential_or_a_telling_part_of_one_is_not()
    {
        Assert.Null(ServerWord.Keep(Credential, [Credential]));
        Assert.Null(ServerWord.Keep($"invalid_key_{Credential.ToUpperInvariant()}", ["other-credential", Credential]));
        Assert.Null(ServerWord.Keep("model-" + Credential[..10], [Credential]));
        Assert.Null(ServerWord.Keep("model-" + Credential[^10..], [Credential]));
        Assert.Null(ServerWord.Keep("model-" + Credential[9..26], [Credential]));
        Assert.Null(ServerWord.Keep("req-" + new string('x', 3) + Credential[..20], [Credential + new string('z', 300)]));
        Assert.Null(ServerWord.Keep("EMPTY", ["EMPTY"]));
        Assert.Equal("EMPTY-model", ServerWord.Keep("EMPTY-model", ["EMPTY"]));
        Assert.Equal("gpt-5", ServerWord.Keep("gpt-5", [Credential]));
        Assert.Null(ServerWord.Keep(new string('m', 129), null));
    }

    [Fact]
    public void A_word_is_kept_just_where_none_of_its_parts_tells_a_credential()
    {
        const string Letters = "aAbB01-_";
        var dice = new Random(13);
        var kept = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var credential = Some(dice, dice.Next(4) == 0 ? dice.Next(1, 12) : dice.Next(8, 160));
            if (dice.Next(20) == 0)
            {
                credential = credential.Insert(dice.Next(credential.Length), "é");
            }

            var word = Some(dice, dice.Next(1, 30));
            if (dice.Next(2) == 0)
            {
                var from = dice.Next(credential.Length);
                var part = credential.Substring(from, dice.Next(credential.Length - from + 1)).Replace("é", "");
                word = word.Insert(dice.Next(word.Length), dice.Next(2) == 0 ? part : part.ToUpperInvariant());
            }

            var tells = word.Length > 128 || Tells(word, credential);
            kept += tells ? 0 : 1;
            Assert.Equal(tells ? null : word, ServerWord.Keep(word, ["Another0Credential", credential]));
        }

        Assert.InRange(kept, 10_000, 40_000);

        static string Some(Random dice, int length) => string.Create(length, dice, static (text, dice) =>
        {
            foreach (ref var c in text)
            {
                c = Letters[dice.Next(Letters.Length)];
            }
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_megabyte_of_model_makes_no_megabyte_of_record(bool streamed)
    {
        await using var bench = new TestBench();
        var huge = new string('m', 1_000_000);
        var finish = new ChatFinishReason(huge);
        bench.First.Then(streamed
            ? Step.Streams(new(ChatRole.Assistant, "ok") { ModelId = huge, ResponseId = huge }, new() { FinishReason = finish })
            : Step.Replies(new(new ChatMessage(ChatRole.Assistant, "ok")) { ModelId = huge, ResponseId = huge, FinishReason = finish }));
        using var spans = new Telemetry.SpanList();

        var response = streamed
            ? await bench.Route.GetStreamingResponseAsync("hello").ToChatResponseAsync()
            : await bench.Route.GetResponseAsync("hello");

        Assert.Equal("ok", response.Text);
        Assert.InRange(bench.Record.ToJson().Length, 100, 5_000);
        Assert.All(
            spans.Ended.SelectMany(s => s.TagObjects),
            t => Assert.InRange(t.Value is string[] all ? all.Sum(x => x.Length) : $"{t.Value}".Length, 0, 200));
    }

    [Fact]
    public async Task A_server_cannot_add_series_to_a_metric()
    {
        var models = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, l) =>
            {
                if (instrument is { Meter.Name: "RouteGen", Name: "gen_ai.client.operation.duration" })
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var (key, value) in tags)
            {
                if (key == "gen_ai.response.model")
                {
                    lock (models)
                    {
                        models.Add((string)value!);
                    }
                }
            }
        });
        listener.Start();
        await using var bench = new TestBench(target: t => t with { Deployment = "deployed-by-words" });
        foreach (var model in Enumerable.Range(0, 20).Select(i => $"invented-{i}").Append("deployed-by-words"))
        {
            bench.First.Then(
                Step.Replies(new(new ChatMessage(ChatRole.Assistant, "ok")) { ModelId = model, FinishReason = ChatFinishReason.Stop }));
            await bench.Route.GetResponseAsync("hello");
            Assert.Equal(model, bench.Route.Records[^1].Attempts[0].ResponseModel);
        }

        // Other tests run at the same time, and the meter is the process's.
        lock (models)
        {
            Assert.Contains("deployed-by-words", models);
            Assert.DoesNotContain(models, m => m.StartsWith("invented", StringComparison.Ordinal));
        }
    }

    private static bool Tells(string word, string credential)
    {
        if (credential.Length < 8)
        {
            return credential.Length < 6
                ? word.Equals(credential, StringComparison.OrdinalIgnoreCase)
                : word.Contains(credential, StringComparison.OrdinalIgnoreCase);
        }

        var (pieces, text) = credential.Length > 128 ? (word, credential) : (credential, word);
        return word.Length >= 8
            && (word.Contains(credential[..8], StringComparison.OrdinalIgnoreCase)
                || word.Contains(credential[^8..], StringComparison.OrdinalIgnoreCase)
                || pieces.Chunk(8).Any(p => p.Length == 8 && text.Contains(new string(p), StringComparison.OrdinalIgnoreCase)));
    }
}
