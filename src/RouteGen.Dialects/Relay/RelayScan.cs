using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// A caller's body, looked over once: where its members stand, and what decides whether and how it can go on as it is. No string is made of
/// what it says.
/// </summary>
internal sealed partial class RelayScan
{
    private static readonly JsonReaderOptions Strictly = new() { MaxDepth = 64 };

    private readonly List<RelayMember> _members = [];
    private readonly List<RequestProblem> _problems = [];
    private readonly RequestPath _path = new();

    private RelayScan(RelayDialect dialect, ReadOnlyMemory<byte> body) => (Dialect, Body) = (dialect, body);

    public RelayDialect Dialect { get; }

    /// <summary>The body without a byte order mark, and without halves of characters.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The members of the body, in their order.</summary>
    public IReadOnlyList<RelayMember> Members => _members;

    /// <summary>What keeps it from being sent anywhere; empty where nothing does.</summary>
    public IReadOnlyList<RequestProblem> Problems => _problems;

    /// <summary>What of it not every vendor takes.</summary>
    public RelayTraits Traits { get; private set; }

    /// <summary>Whether a stream is asked for.</summary>
    public bool Streamed { get; private set; }

    /// <summary>Whether the stream is to end with its usage.</summary>
    public bool IncludesUsage { get; private set; }

    /// <summary>The output tokens that are asked for at most; null where the caller does not say.</summary>
    public long? MaxOutput { get; private set; }

    /// <summary>How many tokens of thought are asked for; null where the caller does not say.</summary>
    public long? ThinkingBudget { get; private set; }

    /// <summary>The effort of reasoning where it stands in an object; null where the caller does not say.</summary>
    public string? Effort { get; private set; }

    /// <summary>The user of Messages' <c>metadata</c>; null where the caller does not say.</summary>
    public string? UserId { get; private set; }

    /// <summary>How many choices are asked for; null where the caller does not say.</summary>
    public long? Choices { get; private set; }

    /// <summary>Looks over a body, which must stay as it is.</summary>
    public static RelayScan Read(RelayDialect dialect, ReadOnlyMemory<byte> body)
    {
        var scan = new RelayScan(dialect, RequestReading.WithoutMark(body));
        scan.ReadBody();
        return scan;
    }

    /// <summary>The member of a name; null where it is not there.</summary>
    public RelayMember? Find(string name)
    {
        foreach (var member in _members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The value of a member as it stands.</summary>
    public ReadOnlySpan<byte> ValueOf(in RelayMember member) => Body.Span[member.ValueStart..member.End];

    /// <summary>Whether a member is there, and not null.</summary>
    public bool States(string name) => Find(name) is { } member && !ValueOf(member).SequenceEqual("null"u8);

    private void ReadBody()
    {
        if (!Utf8.IsValid(Body.Span))
        {
            _problems.Add(new($"The body is not UTF-8 at byte {FirstInvalid(Body.Span) + 1}.", null, "invalid_json"));
            return;
        }

        try
        {
            ReadMembers();
            Body = Surrogates.Repair(Body);
        }
        catch (JsonException e)
        {
            _problems.Add(new($"The body is not whole JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.", null,
                "invalid_json"));
        }
    }

    private void ReadMembers()
    {
        var reader = new Utf8JsonReader(Body.Span, Strictly);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            _problems.Add(new("The body must be a JSON object.", null, "invalid_type"));
            return;
        }

        var names = MemberNames.In(Dialect);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var name = names.Read(ref reader, out var isKnown);
            reader.Read();
            if (Find(name) is not null)
            {
                // Of two members one is checked, and a provider may take the other.
                _problems.Add(new($"'{Shown(name)}' is there twice.", Shown(name), "duplicate_parameter"));
            }

            var valueStart = (int)reader.TokenStartIndex;
            ReadMember(name, ref reader);
            _members.Add(new(name, isKnown, start, valueStart, (int)reader.BytesConsumed));
        }

        // What stands behind the object throws, too.
        reader.Read();
    }

    /// <summary>Reads what decides of a member's value, and leaves the reader at its end.</summary>
    private void ReadMember(string name, ref Utf8JsonReader reader)
    {
        NoteUse(name, reader);
        switch (name)
        {
            case "stream":
                Streamed = reader.TokenType == JsonTokenType.True;
                break;
            case "max_tokens" or "max_completion_tokens" or "max_output_tokens":
                // The newer word wins, as it does where the request is translated.
                MaxOutput = name == "max_tokens" ? MaxOutput ?? Whole(ref reader) : Whole(ref reader) ?? MaxOutput;
                break;
            case "n":
                Choices = Whole(ref reader);
                break;
            default:
                ReadOther(name, ref reader);
                break;
        }

        JsonRead.Skip(ref reader);
    }

    private void ReadOther(string name, ref Utf8JsonReader reader)
    {
        switch (Dialect)
        {
            case RelayDialect.ChatCompletions:
                ReadChatMember(name, ref reader);
                break;
            case RelayDialect.Responses or RelayDialect.Messages when name is "input" or "messages":
                ReadItems(name, ref reader);
                break;
            case RelayDialect.Responses or RelayDialect.Messages when name == "tools":
                ReadHostedTools(ref reader);
                break;
            case RelayDialect.Messages when name == "thinking":
                ThinkingBudget = Inner(ref reader, "budget_tokens"u8, Whole);
                break;
            case RelayDialect.Messages when name == "output_config":
                Effort = Inner(ref reader, "effort"u8, Word);
                break;
            case RelayDialect.Messages when name == "metadata":
                UserId = Inner(ref reader, "user_id"u8, Word);
                break;
            case RelayDialect.Responses when name == "reasoning":
                Effort = Inner(ref reader, "effort"u8, Word);
                break;
        }
    }

    private delegate T ValueReader<T>(ref Utf8JsonReader reader);

    private static T? Inner<T>(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ValueReader<T> read)
    {
        var found = default(T);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (JsonRead.Next(ref reader))
            {
                var isIt = reader.ValueTextEquals(name);
                reader.Read();
                found = isIt ? read(ref reader) : found;
                JsonRead.Skip(ref reader);
            }
        }

        return found;
    }

    private static string? Word(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? JsonRead.Text(ref reader) : null;

    private static long? Whole(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.Number ? null
        : reader.TryGetInt64(out var number) ? number
        : reader.TryGetDouble(out var value) && double.IsInteger(value) && Math.Abs(value) < long.MaxValue ? (long)value
        : null;

    /// <summary>A name of the caller's as a message may say it.</summary>
    private static string Shown(string name)
    {
        const int Longest = 64;
        var shown = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (shown.Length >= Longest)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        }

        return shown.ToString();
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
