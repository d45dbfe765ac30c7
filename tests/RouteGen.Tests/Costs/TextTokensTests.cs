using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RouteGen.Wire;

namespace RouteGen.Tests.Costs;

/// <summary>
/// The count of a text is that of a plain walk over its characters, whether it comes in UTF-16 or in UTF-8 and in whatever pieces.
/// </summary>
public sealed class TextTokensTests
{
    private static readonly string[] Alphabets =
    [
        "abcdefghijklmnopqrstuvwxyz", "abcxyz", "ABCXYZ", "  ", " \t", "\n\r", "0123456789",
        ".,;:(){}[]\"'`_-/\\<>=+*&^%$#@!~?|", "\0\u0001\u007F",
        "äöüßéèñçøåÀÉÎÕÜŁłżŒœªº", "²³¼½§©«»\u00A0\u0085×÷", "ạếđưỨẽ", "\u0250\u02C6\u0301\u036F", "абвгдЖЩЪїѣΑαΩωЀ", "אבגםשלוםابتسجف",
        "हिन्दीবাংলাไทย", "각가나다라한글", "–—‘’“”…\u2000\u206F\u2070\u20AC", "、。「」〜", "ひらがなカタカナ", "漢字中文测试，",
        "ＡＢＣ１２３！\uFF61\uFFFD\uFFFF", "\uA4D0\uA960\uD7B0\uD7FF\uE000\uFB01",
    ];

    private static readonly string[] Pairs = ["😀", "👩\u200D💻", "𝕏", "𠮷", "🇩🇪", "\U0010FFFF", "\U00010000"];

    private static readonly byte[][] Broken =
    [
        [0x80], [0xBF, 0xBF], [0xC0, 0xAF], [0xC1], [0xC3], [0xE0, 0x80, 0x80], [0xE0, 0xA4], [0xE2, 0x82], [0xE2], [0xED, 0xA0, 0x80],
        [0xED, 0xBF, 0xBF], [0xEF, 0xBF], [0xF0, 0x9F, 0x98], [0xF0, 0x9F], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5],
        [0xF8, 0x88], [0xFF], [0xFE, 0xFF],
    ];

    [Fact]
    public void A_text_counts_as_a_plain_walk_over_its_characters_does()
    {
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var text = Text(random);

            Assert.Equal(Expected(text), TextTokens.Estimate(text));
            Assert.Equal(Expected(text), TextTokens.Estimate(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void A_string_of_JSON_counts_as_its_text_however_it_is_escaped()
    {
        var random = new Random(13);
        JavaScriptEncoder[] encoders = [JavaScriptEncoder.UnsafeRelaxedJsonEscaping, JavaScriptEncoder.Default];
        var counted = 0;
        for (var i = 0; i < 4_000; i++)
        {
            // Encoded to UTF-8, what is no text is the replacement character.
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(
                string.Concat(Enumerable.Repeat(Text(random), random.Next(1, i % 40 == 0 ? 200 : 3)))));
            var json = JsonEncodedText.Encode(text, encoders[i % 2]).EncodedUtf8Bytes;
            if (json.IndexOf("\\uD"u8) < 0)
            {
                Assert.Equal(Expected(text), TextTokens.EstimateEscaped(json));
                counted++;
            }
        }

        Assert.True(counted > 1_000);

        Assert.Equal(Expected("a/\b\f\tb/é"), TextTokens.EstimateEscaped("a\\/\\b\\f\\tb\\u002f\\u00E9"u8));
    }

    [Fact]
    public void Pieces_count_as_the_whole_wherever_it_is_split()
    {
        var random = new Random(12);
        for (var i = 0; i < 4_000; i++)
        {
            var text = Text(random);
            ReadOnlySpan<byte> bytes = Bytes(random, text);
            var expected = Expected(text);
            var ofBytes = Expected(Encoding.UTF8.GetString(bytes));

            Assert.Equal(ofBytes, TextTokens.Estimate(bytes));
            for (var k = 0; k < 8; k++)
            {
                var (pieces, bytePieces) = (default(TextTokens), default(TextTokens));
                for (int at = 0, next; at < text.Length; at = next)
                {
                    next = Next(random, at, text.Length);
                    pieces.Add(text.AsSpan()[at..next]);
                }

                for (int at = 0, next; at < bytes.Length; at = next)
                {
                    next = Next(random, at, bytes.Length);
                    bytePieces.Add(bytes[at..next]);
                }

                Assert.Equal((expected, ofBytes), (pieces.Tokens, bytePieces.Tokens));
            }
        }
    }

    [Fact]
    public void Every_split_in_two_counts_as_the_whole()
    {
        var text = "Zwei CamelCase-Wörter, 12345 Zahlen 漢字 😀 ende\uD83D und weiter\r\n\r\n   ((((x)))) 가나다 \uDE00 1";
        ReadOnlySpan<byte> bytes = [.. Encoding.UTF8.GetBytes(text), 0xF0, 0x9F, 0x41, 0xE2, 0x82, .. "after"u8, 0xF0, 0x9F, 0x98];
        for (var at = 0; at <= bytes.Length; at++)
        {
            var pieces = default(TextTokens);
            pieces.Add(bytes[..at]);
            pieces.Add(bytes[at..]);
            Assert.Equal(Expected(Encoding.UTF8.GetString(bytes)), pieces.Tokens);
        }

        for (var at = 0; at <= text.Length; at++)
        {
            var pieces = default(TextTokens);
            pieces.Add(text.AsSpan()[..at]);
            pieces.Add(text.AsSpan()[at..]);
            Assert.Equal(Expected(text), pieces.Tokens);
        }
    }

    [Fact]
    public void A_character_that_changes_its_encoding_halfway_is_none()
    {
        var pieces = default(TextTokens);
        pieces.Add("a\uD83D");
        pieces.Add([0x98, 0x80, 0xF0, 0x9F]);
        pieces.Add("\uDE00b");

        Assert.Equal(Expected("a\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDb"), pieces.Tokens);
    }

    private static int Next(Random random, int at, int length) =>
        Math.Min(length, at + (random.Next(3) == 0 ? random.Next(80) : random.Next(4)));

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var runs = random.Next(40); runs > 0; runs--)
        {
            if (random.Next(12) == 0)
            {
                text.Append(random.Next(4) == 0 ? ((char)random.Next(0xD800, 0xE000)).ToString() : Pairs[random.Next(Pairs.Length)]);
                continue;
            }

            // Mostly such as texts are, of words, and of long runs now and then.
            var alphabet = Alphabets[random.Next(random.Next(3) == 0 ? Alphabets.Length : 8)];
            for (var length = random.Next(10) == 0 ? random.Next(80) : random.Next(1, 10); length > 0; length--)
            {
                text.Append(alphabet[random.Next(alphabet.Length)]);
            }
        }

        return text.ToString();
    }

    private static byte[] Bytes(Random random, string text)
    {
        List<byte> bytes = [.. Encoding.UTF8.GetBytes(text)];
        for (var i = random.Next(4); i > 0; i--)
        {
            bytes.InsertRange(random.Next(bytes.Count + 1), Broken[random.Next(Broken.Length)]);
        }

        return [.. bytes];
    }

    /// <summary>The walk, one character after the other, with the weights as they were fitted.</summary>
    private static long Expected(string text)
    {
        var (thousandths, run, last, lastKind) = (0L, 0, '\0', "");
        foreach (var c in Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)))
        {
            var kind = KindOf(c);
            var begins = kind != lastKind || (kind == "Latin" && char.IsUpper(c) && char.IsLower(last));
            run = begins ? 1 : run + 1;
            (last, lastKind) = (c, kind);
            thousandths += kind switch
            {
                "Latin" => (begins ? 954 : run > 6 ? 288 : 0) + (c >= 0x80 ? 1003 : 0),
                "Cyrillic" => begins ? 955 : 154,
                "Arabic" => begins ? 1038 : 231,
                "Indic" => begins ? 973 : 179,
                "Hangul" => begins ? 1243 : 579,
                "Kana" => 764,
                "Ideograph" => 842,
                "WideMark" => 810,
                "Digit" => run % 3 == 1 ? 2282 : 0,
                "Mark" => run is 1 or 3 ? 721 : 0,
                "Break" => begins ? 469 : 0,
                "Blank" => run == 2 ? 114 : 0,
                _ => 2000,
            };
        }

        return (thousandths + 999) / 1000;
    }

    private static string KindOf(char c) => (int)c switch
    {
        ' ' or '\t' => "Blank",
        '\n' or '\r' => "Break",
        < 0x80 => char.IsAsciiLetter(c) ? "Latin" : char.IsAsciiDigit(c) ? "Digit" : "Mark",
        < 0x250 or (>= 0x1E00 and < 0x1F00) =>
            char.IsLetter(c) ? "Latin" : char.IsDigit(c) ? "Digit" : char.IsWhiteSpace(c) ? "Blank" : "Mark",
        >= 0x370 and < 0x590 => "Cyrillic",
        >= 0x590 and < 0x900 => "Arabic",
        >= 0x900 and < 0x1100 => "Indic",
        (>= 0x1100 and < 0x1200) or (>= 0xAC00 and < 0xD7B0) => "Hangul",
        >= 0x2000 and < 0x2070 => "Mark",
        (>= 0x3000 and < 0x3040) or >= 0xFF00 => "WideMark",
        >= 0x3040 and < 0x3100 => "Kana",
        >= 0x2E80 and < 0xA000 => "Ideograph",
        _ => "Other",
    };
}
