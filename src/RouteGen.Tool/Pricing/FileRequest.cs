using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Carriers;
using RouteGen.Costs;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Embeddings.Server;
using RouteGen.Dialects.Messages.Server;
using RouteGen.Dialects.Requests;
using RouteGen.Dialects.Responses.Server;
using RouteGen.Tool.Terminal;
using RouteGen.Wire;

namespace RouteGen.Tool.Pricing;

/// <summary>
/// A request from a file, as the engine would see it: its tokens by the runtime's own estimate, what a model must be able to do, the output
/// that it asks for. A JSON object that is a request of Chat Completions, Messages, Responses or embeddings is read as such; any other text
/// is a prompt.
/// </summary>
internal sealed record FileRequest(Func<TokenEstimator, RequestFacts> Read, string Form)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ToolFailure">It looks like a request, and is none.</exception>
    public static FileRequest Load(ToolHost host, string path)
    {
        var bytes = path == "-" ? Encoding.UTF8.GetBytes(host.In.ReadToEnd()) : File.ReadAllBytes(host.FullPath(path));
        return IsObject(bytes, out var members) && members.Contains("messages") ? ReadChat(path, bytes, members)
            : members.Contains("input") ? ReadInput(path, bytes, members)
            : Prompt(Encoding.UTF8.GetString(bytes));
    }

    /// <summary>The call: the tokens of its input for each model, and so much output.</summary>
    /// <param name="model">A model to state what does not depend on the model.</param>
    /// <param name="output">The output that is expected.</param>
    public AskedCall Asked(string model, long output)
    {
        var facts = Read(new TokenEstimator(model));
        return new AskedCall(new TokenUsage { Input = facts.InputTokens, Output = output, Requests = 1 }, 1)
        {
            Needs = facts.Needs,
            MaxOutput = facts.IsVectors ? 0 : facts.MaxOutput,
            Tier = facts.Tier,
            InputFor = name => Read(new TokenEstimator(name)).InputTokens,
            LargestFor = facts.IsVectors ? name => Read(new TokenEstimator(name)).LargestInput : null,
        };
    }

    private static FileRequest Prompt(string text) => Chat([new(ChatRole.User, text)], null, false, "prompt");

    private static FileRequest Chat(IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool isStreamed, string form) => new(
        tokens =>
        {
            var facts = new WholeCarrier(messages, options).Read(tokens);
            return isStreamed ? facts with { Needs = facts.Needs | ModelFeatures.Streaming } : facts;
        },
        form);

    private static FileRequest ReadChat(string path, byte[] bytes, HashSet<string> members)
    {
        if (members.Contains("system") || members.Contains("anthropic_version") || members.Contains("stop_sequences"))
        {
            var asked = MessagesRequestReader.Read(bytes, isCount: !members.Contains("max_tokens"));
            Refuse(path, asked.Problems);
            return Chat(asked.Messages, asked.Options, asked.Streamed, "messages");
        }

        // What has content blocks of Messages is one of them; else of Chat Completions, whose reader is tried first.
        var chat = ChatCompletionsRequestReader.Read(bytes);
        if (chat.Problems.Any(static p => p.Param != "model"))
        {
            var other = MessagesRequestReader.Read(bytes, isCount: !members.Contains("max_tokens"));
            if (other.Problems.All(static p => p.Param == "model"))
            {
                return Chat(other.Messages, other.Options, other.Streamed, "messages");
            }
        }

        Refuse(path, chat.Problems);
        return Chat(chat.Messages, chat.Options, chat.Streamed, "chat completions");
    }

    private static FileRequest ReadInput(string path, byte[] bytes, HashSet<string> members)
    {
        var vectors = EmbeddingsRequestReader.Read(bytes);
        var isVectors = members.Contains("encoding_format") || members.Contains("dimensions")
            || vectors.Model.Contains("embed", StringComparison.OrdinalIgnoreCase);
        if (!isVectors)
        {
            var asked = ResponsesRequestReader.Read(bytes);
            Refuse(path, asked.Problems);
            return Chat(asked.Messages, asked.Options, asked.Streamed, "responses");
        }

        Refuse(path, vectors.Problems);
        long[] counted = [.. vectors.Tokens.Select(static t => (long)t.Length)];
        return new(
            tokens =>
            {
                var facts = new VectorCarrier(vectors.Texts, null).Read(tokens);
                return facts with
                {
                    InputTokens = facts.InputTokens + counted.Sum(),
                    LargestInput = Math.Max(facts.LargestInput, counted.DefaultIfEmpty(0).Max()),
                };
            },
            "embeddings");
    }

    /// <summary>A model may be left out of a file that is tried on all of them.</summary>
    private static void Refuse(string path, IEnumerable<RequestProblem> problems)
    {
        if (problems.FirstOrDefault(static p => p.Param != "model") is { } problem)
        {
            throw new ToolFailure($"'{path}' looks like a request, but cannot be read as one: {problem.Message}");
        }
    }

    private static bool IsObject(byte[] bytes, out HashSet<string> members)
    {
        members = new(StringComparer.Ordinal);
        var text = RequestReading.WithoutMark(bytes);
        if (!text.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            foreach (var member in json.RootElement.EnumerateObject())
            {
                members.Add(member.Name);
            }

            return true;
        }
        catch (JsonException)
        {
            // A prompt may begin with a brace.
            members.Clear();
            return false;
        }
    }
}
