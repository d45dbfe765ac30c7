using System.Text;

namespace RouteGen.Generators.Writing;

/// <summary>
/// Breaks a line of C# that is too long for its columns: between tokens where it can, else inside a dotted name or a string literal, which
/// goes on behind a plus. Only a single name can still be too long.
/// </summary>
/// <remarks>The line holds no comment, no directive, and string literals as <see cref="CSharpText"/> writes them.</remarks>
internal readonly struct LongLine(StringBuilder text, int indent, int indentSize)
{
    private const string Plus = "\" +";

    private int Room => SourceWriter.Columns - indent - indentSize;

    public void Append(string line)
    {
        text.Append(' ', indent);
        var column = indent;
        var isSpaced = false;
        for (var start = 0; start < line.Length;)
        {
            var end = EndOfPiece(line, start);
            if (column + (isSpaced ? 1 : 0) + end - start <= SourceWriter.Columns)
            {
                text.Append(isSpaced ? " " : "").Append(line, start, end - start);
                column += (isSpaced ? 1 : 0) + end - start;
            }
            else
            {
                Break(start);
                column = indent + indentSize + AppendPiece(line.Substring(start, end - start));
            }

            isSpaced = end < line.Length && line[end] == ' ';
            start = isSpaced ? end + 1 : end;
        }

        text.Append('\n');
    }

    private void Break(int start)
    {
        if (start > 0)
        {
            text.Append('\n').Append(' ', indent + indentSize);
        }
    }

    /// <summary>Writes what has no place to break between tokens; returns the length of its last line.</summary>
    private int AppendPiece(string piece)
    {
        while (piece.Length > Room)
        {
            var cut = Cut(piece, out var isLiteral);
            if (cut <= 0)
            {
                break;
            }

            text.Append(piece, 0, cut).Append(isLiteral ? Plus : "");
            Break(1);
            piece = (isLiteral ? "\"" : "") + piece.Substring(cut);
        }

        text.Append(piece);
        return piece.Length;
    }

    /// <summary>
    /// The last place at which a piece can be cut so that what is before it fits: before a dot, behind an opening angle, or inside a
    /// literal; 0 for none.
    /// </summary>
    private int Cut(string piece, out bool isLiteral)
    {
        isLiteral = false;
        var cut = 0;
        var space = 0;
        var isInside = false;
        for (var i = 0; i < piece.Length; i++)
        {
            var isFit = i <= Room - (isInside ? Plus.Length : 0);
            if (!isFit && (cut > 0 || space > 0))
            {
                break;
            }

            if (piece[i] == '"')
            {
                isInside = !isInside;
                space = 0;
                continue;
            }

            if (isInside)
            {
                if (isFit && piece[i - 1] != '"')
                {
                    (cut, isLiteral) = (i, true);
                    space = piece[i - 1] is ' ' or ',' ? i : space;
                }

                i += EscapeLength(piece, i) - 1;
            }
            else if (i > 0 && (piece[i - 1] == '<' || IsDot(piece, i)))
            {
                (cut, isLiteral, space) = (i, false, 0);
            }
        }

        return isLiteral && space > 0 ? space : cut;
    }

    /// <summary>Whether a name goes on here, and not a number.</summary>
    private static bool IsDot(string piece, int index) =>
        piece[index] == '.' && index + 1 < piece.Length && piece[index + 1] is not (>= '0' and <= '9');

    private static int EscapeLength(string literal, int index) => literal[index] != '\\' ? 1 : literal[index + 1] == 'u' ? 6 : 2;

    /// <summary>Where the tokens end that stay together: before a space, or behind an opening parenthesis.</summary>
    private static int EndOfPiece(string line, int start)
    {
        var isInside = false;
        for (var i = start; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"':
                    isInside = !isInside;
                    break;
                case '\\' when isInside:
                    i++;
                    break;
                case '(' when !isInside:
                    return i + 1;
                case ' ' when !isInside && !IsTied(line, start, i):
                    return i;
            }
        }

        return line.Length;
    }

    /// <summary>
    /// Whether the tokens around a space stay together: an assignment with what is assigned to, another operator with what follows.
    /// </summary>
    private static bool IsTied(string line, int start, int space) =>
        line[space + 1] == '=' || (space - start <= 2 && line[start] is '|' or '?' or ':' or '+');
}
