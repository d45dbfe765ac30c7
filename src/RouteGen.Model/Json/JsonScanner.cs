using RouteGen.Model.Problems;
using RouteGen.Model.Values;


namespace RouteGen.Model.Json;

/// <summary>A position in a text that moves over blanks, comments, words and strings, and tells what is wrong with them.</summary>
internal sealed partial class JsonScanner
{
    private readonly string _text;
    private readonly bool _hasLoneSurrogate;

    private readonly List<Problem> _problems = [];
    private Problem? _last;
    private int _more;

    /// <summary>After an error nothing is reported until the grammar has found its way again; one slip is one problem.</summary>
    private bool _quiet;

    public JsonScanner(JsonText source)
    {
        Source = source;
        _text = source.Text;
        _hasLoneSurrogate = ReportLoneSurrogate();
    }

    public JsonText Source { get; }

    /// <summary>What is wrong; past the most that are listed, one problem says how many there are.</summary>
    public IReadOnlyList<Problem> Problems => _last is null ? _problems : [.. _problems, _last.AndMore(_more)];

    public int Position { get; set; }

    public bool AtEnd => Position >= _text.Length;

    /// <summary>The character at the position; U+0000 at the end.</summary>
    public char Current => Position < _text.Length ? _text[Position] : '\0';

    /// <summary>The grammar is sure of its place again.</summary>
    public void Recover() => _quiet = false;

    public void Report(int start, int length, string message)
    {
        if (_quiet)
        {
            return;
        }

        _quiet = true;
        if (_last is not null)
        {
            _more++;
            return;
        }

        var problem = new Problem(FileRules.Syntax, Source.Path, Source.RangeOf(start, length), new EquatableArray<string>([message]));
        if (_problems.Count < ProblemList.MostListed)
        {
            _problems.Add(problem);
        }
        else
        {
            _last = problem;
        }
    }

    /// <summary>Whether a comment begins at the position.</summary>
    public bool AtComment => Current == '/' && Position + 1 < _text.Length && _text[Position + 1] is '/' or '*';

    public void SkipBlanks()
    {
        while (Position < _text.Length && _text[Position] is ' ' or '\t' or '\r' or '\n')
        {
            Position++;
        }
    }

    /// <summary>Moves over blanks and comments, also over those that JSON does not know, which are told.</summary>
    public void SkipTrivia()
    {
        for (SkipBlanks(); AtComment || SkipStrange(); SkipBlanks())
        {
            if (!AtComment)
            {
                continue;
            }

            if (_text[Position + 1] == '/')
            {
                SkipLineComment();
            }
            else
            {
                SkipBlockComment();
            }
        }
    }

    /// <summary>
    /// Moves over a comment of other languages, or a blank that only looks like one. Both are one slip and end with themselves.
    /// </summary>
    private bool SkipStrange()
    {
        var wasQuiet = _quiet;
        var start = Position;
        if (Current == '#')
        {
            Report(start, 1, "A comment begins with // in this file; write // instead of #");
            while (!AtEnd && Current is not ('\r' or '\n'))
            {
                Position++;
            }
        }
        else if (Current is '\u00A0' or (>= '\u2000' and <= '\u200B') or '\u202F' or '\u3000' or '\uFEFF')
        {
            Report(start, 1, string.Format(
                System.Globalization.CultureInfo.InvariantCulture,
                "This blank (U+{0:X4}) is none that JSON allows; write an ordinary space", (int)Current));
            Position++;
        }

        _quiet = wasQuiet;
        return Position > start;
    }

    /// <summary>Moves over a run of characters that neither separate nor blank; returns where it began.</summary>
    public int SkipRun()
    {
        var start = Position;
        while (Position < _text.Length && !IsDelimiter(_text[Position]))
        {
            Position++;
        }

        return start;
    }

    private static bool IsDelimiter(char c) => c is ',' or ':' or '{' or '}' or '[' or ']' or '"' or '/' or ' ' or '\t' or '\r' or '\n';

    private void SkipLineComment()
    {
        for (Position += 2; Position < _text.Length; Position++)
        {
            switch (_text[Position])
            {
                case '\r' or '\n':
                    return;
                case '\u2028' or '\u2029':
                    // System.Text.Json refuses these here: editors that show them as line ends would hide what follows.
                    Report(Position, 1, "A line separator (U+2028 or U+2029) is inside a // comment; remove it");
                    break;
            }
        }
    }

    private void SkipBlockComment()
    {
        var start = Position;
        var end = _text.IndexOf("*/", Position + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            Report(start, 2, "The comment is never closed; add '*/'");
        }

        Position = end < 0 ? _text.Length : end + 2;
    }

    private bool ReportLoneSurrogate()
    {
        for (var i = 0; i < _text.Length; i++)
        {
            if (!char.IsSurrogate(_text[i]))
            {
                continue;
            }

            if (i + 1 < _text.Length && char.IsSurrogatePair(_text[i], _text[i + 1]))
            {
                i++;
                continue;
            }

            Report(i, 1, "This is half of a surrogate pair, which is not a character; remove it");
            _quiet = false;
            return true;
        }

        return false;
    }
}
