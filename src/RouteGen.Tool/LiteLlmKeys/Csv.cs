using System.Text;

namespace RouteGen.Tool.LiteLlmKeys;

/// <summary>Comma-separated values (RFC 4180), with PostgreSQL's backslash before a quote too.</summary>
internal static class Csv
{
    public static IEnumerable<IReadOnlyList<string>> Read(string text)
    {
        var (row, cell) = (new List<string>(), new StringBuilder());
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted)
            {
                if (c == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\' && c == '\\')
                {
                    // In a list inside of a cell; a whole cell doubles its quotes instead.
                    cell.Append(text[++i]);
                }
                else if (c != '"')
                {
                    cell.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append(text[++i]);
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (c == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (c is ',' or '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        if (cell.Length > 0 || row.Count > 0)
        {
            row.Add(cell.ToString());
            yield return row;
        }
    }
}
