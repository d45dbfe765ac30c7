using System.Text;

namespace RouteGen.Dialects.Tests.Oracles.Generation;

/// <summary>Repeatable choices: the same seed makes the same.</summary>
internal sealed class Chance(int seed)
{
    // What tends to be written wrong: escapes, quotes, other planes, separators of lines, JSON inside of text.
    private static readonly string[] Words =
    [
        "weather", "in", "Zürich", "naïve", "東京", "🌦️", "\"quoted\"", "back\\slash", "new\nline", "tab\there", "<b>&amp;</b>",
        "{\"a\":[1]}",
        "it's", "50 %", "a+b", "\u2028", "\u0001", "é", "data:", "[DONE]", "x", "\r\n", "null", "👩‍👩‍👧",
    ];

    private readonly Random _random = new(seed);

    public bool Flip(double probability = 0.5) => _random.NextDouble() < probability;

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Number(int least, int most) => _random.Next(least, most + 1);

    public long Long() => _random.NextInt64(long.MinValue, long.MaxValue);

    /// <summary>A number of few digits, as people write them.</summary>
    public float Decimal(float most) => MathF.Round(_random.NextSingle() * most, 2);

    public double Double() => _random.NextDouble() * Math.Pow(10, Number(-8, 12));

    public T Pick<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];

    public T? Maybe<T>(Func<T> make, double probability = 0.35)
        where T : struct => Flip(probability) ? make() : null;

    public List<T> Several<T>(int least, int most, Func<T> make)
    {
        var list = new List<T>();
        for (var count = Number(least, most); count > 0; count--)
        {
            list.Add(make());
        }

        return list;
    }

    public string Text()
    {
        var text = new StringBuilder();
        for (var count = Number(1, 8); count > 0; count--)
        {
            text.Append(Words[_random.Next(Words.Length)]).Append(' ');
        }

        return text.ToString(0, text.Length - 1);
    }

    /// <summary>A name that every provider takes for a tool, a schema or a property.</summary>
    public string Name() => Pick("get", "find", "make", "read", "list") + "_" + Letters(Number(1, 8));

    public string Id(string prefix) => prefix + Letters(16);

    public byte[] Bytes(int most = 48)
    {
        var bytes = new byte[Number(1, most)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Letters(int count)
    {
        const string All = "abcdefghijklmnopqrstuvwxyz0123456789";
        return string.Create(count, _random, static (span, random) =>
        {
            foreach (ref var letter in span)
            {
                letter = All[random.Next(All.Length)];
            }
        });
    }
}
