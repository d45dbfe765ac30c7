using System.Text;
using System.Text.Json;
using RouteGen.Dialects.Tests.Oracles.Generation;

namespace RouteGen.Dialects.Tests.Oracles.Wires;

/// <summary>A reply as a server means it, before a dialect writes it.</summary>
internal sealed class Reply
{
    private readonly Chance _chance;

    private Reply(Chance chance)
    {
        _chance = chance;
        Id = chance.Id("");
        Model = "served-model-" + chance.Number(1, 9);
        Thought = chance.Flip(0.35) ? chance.Text() : null;
        Signature = Thought is not null && chance.Flip() ? Convert.ToBase64String(chance.Bytes()) : null;
        Refuses = chance.Flip(0.08);
        Text = Refuses || chance.Flip(0.8) ? chance.Text() : null;
        Calls = Refuses || (Text is not null && chance.Flip(0.6)) ? [] : chance.Several(1, 3, () => Call.Make(chance));
        Cites = Text is not null && !Refuses && chance.Flip(0.15);
        (Input, Output) = (chance.Number(1, 90_000), chance.Number(1, 9_000));
        (Cached, Thinking) = (chance.Number(0, Input), Thought is null ? 0 : chance.Number(0, Output));
        End = Calls.Count > 0 ? End.Calls : chance.Pick(End.Ordinary, End.Ordinary, End.Length, End.Filter);
    }

    public string Id { get; }

    public string Model { get; }

    public string? Thought { get; }

    public string? Signature { get; }

    public string? Text { get; }

    /// <summary>Whether the text is a refusal.</summary>
    public bool Refuses { get; }

    /// <summary>Whether the text refers to a page.</summary>
    public bool Cites { get; }

    public IReadOnlyList<Call> Calls { get; }

    public int Input { get; }

    public int Cached { get; }

    public int Output { get; }

    public int Thinking { get; }

    public End End { get; }

    public static long Created => 1_790_000_000;

    public static Reply FromSeed(int seed) => new(new(seed));

    public bool Flip(double probability = 0.5) => _chance.Flip(probability);

    /// <summary>A text as a stream cuts it; between characters.</summary>
    public List<string> Pieces(string text)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            piece.Append(rune.ToString());
            if (_chance.Flip(0.3))
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
        }

        if (piece.Length > 0)
        {
            pieces.Add(piece.ToString());
        }

        return pieces;
    }
}

/// <summary>Why a reply ends.</summary>
internal enum End
{
    Ordinary,
    Length,
    Calls,
    Filter,
}

/// <summary>A call of a tool, with its arguments as the model wrote them.</summary>
internal sealed record Call(string Id, string Name, string Arguments)
{
    public static Call Make(Chance chance)
    {
        var tools = new ToolMaker(chance);
        var arguments = chance.Flip(0.1) ? "{}" : JsonSerializer.Serialize(
            tools.Arguments() ?? [], chance.Flip() ? Spaced : JsonSerializerOptions.Default);
        return new(chance.Id("call_"), chance.Name(), arguments);
    }

    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true };
}
