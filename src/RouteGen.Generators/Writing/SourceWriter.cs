using System.Text;

namespace RouteGen.Generators.Writing;

/// <summary>
/// Writes C# line by line, with <c>\n</c> on every machine and at most <see cref="Columns"/> columns. Values come in as text: nothing here
/// formats by a culture.
/// </summary>
internal sealed class SourceWriter
{
    /// <summary>No line is longer, unless a single name is.</summary>
    public const int Columns = 140;

    /// <summary>However deep a table nests its prices, the code does not run out of columns.</summary>
    private const int DeepestIndent = 12 * IndentSize;

    private const int IndentSize = 4;

    /// <summary>So many members of an initializer can share a line.</summary>
    private const int FewMembers = 2;

    private readonly StringBuilder _text = new(capacity: 4096);
    private int _depth;
    private bool _isAtStart = true;

    private int Indent => Math.Min(_depth * IndentSize, DeepestIndent);

    /// <summary>Writes a line, wrapped where it is too long.</summary>
    public void Line(string line)
    {
        if (Indent + line.Length <= Columns)
        {
            _text.Append(' ', Indent).Append(line).Append('\n');
        }
        else
        {
            new LongLine(_text, Indent, IndentSize).Append(line);
        }

        _isAtStart = false;
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Writes an empty line, unless at the beginning of a block.</summary>
    public void Gap()
    {
        if (!_isAtStart)
        {
            _text.Append('\n');
            _isAtStart = true;
        }
    }

    /// <summary>Writes an element of documentation. Its text is XML.</summary>
    public void Doc(string element, string text, string attributes = "")
    {
        DocComment.Append(_text, Indent, $"<{element}{attributes}>", text, $"</{element}>");
        _isAtStart = false;
    }

    /// <summary>Writes words behind slashes, on as many lines as they need.</summary>
    public void Comment(string slashes, string text)
    {
        DocComment.AppendWords(_text, Indent, slashes, text);
        _isAtStart = false;
    }

    /// <summary>Writes a declaration with its expression: behind an arrow on the same line where that fits.</summary>
    public void Arrow(string declaration, string expression)
    {
        if (Indent + declaration.Length + 4 + expression.Length + 1 <= Columns)
        {
            Line($"{declaration} => {expression};");
            return;
        }

        using (Indented($"{declaration} =>"))
        {
            Line(expression + ";");
        }
    }

    /// <summary>Assigns a member of an initializer; not at all where there is no value.</summary>
    public void Set(string member, string? value)
    {
        if (value is not null)
        {
            Line($"{member} = {value},");
        }
    }

    /// <summary>
    /// Writes an initializer: its members on the line of <paramref name="head"/> where they are few, else on lines of their own.
    /// </summary>
    public void Initializer(string head, IReadOnlyList<string> members, string end)
    {
        if (members.Count <= FewMembers)
        {
            Line($"{head} {{ {string.Join(", ", members)} }}{end}");
            return;
        }

        using var initializer = Braces(head, "}" + end);
        foreach (var member in members)
        {
            Line(member + ",");
        }
    }

    /// <summary>Writes <paramref name="head"/> and braces around what is written until disposal.</summary>
    public Block Braces(string head, string end = "}")
    {
        Line(head);
        return Body(end);
    }

    /// <summary>Writes braces around what is written until disposal.</summary>
    public Block Body(string end = "}") => Open("{", end);

    /// <summary>Assigns a list to a member of an initializer: its elements are written until disposal.</summary>
    public Block List(string member)
    {
        Line($"{member} =");
        return Open("[", "],");
    }

    /// <summary>Writes <paramref name="head"/>; what is written until disposal goes on with it.</summary>
    public Block Indented(string head) => Open(head, null);

    public override string ToString() => _text.ToString();

    private Block Open(string line, string? end)
    {
        Line(line);
        _depth++;
        _isAtStart = true;
        return new Block(this, end);
    }

    /// <summary>Ends a block when disposed.</summary>
    internal readonly struct Block(SourceWriter writer, string? end) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (end is not null)
            {
                writer.Line(end);
            }
        }
    }
}
