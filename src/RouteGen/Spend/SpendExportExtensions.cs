using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RouteGen.Spend;

/// <summary>
/// Writes spend as CSV (RFC 4180, UTF-8) and JSON. Costs are exact decimals in USD, times UTC by ISO 8601. In CSV a text that a spreadsheet
/// would run as a formula gets an apostrophe in front; JSON has every text as it is.
/// </summary>
public static class SpendExportExtensions
{
    private const int FlushAbove = 64 * 1024;
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a header and the rows of a report; where nothing is grouped by, its total as the one row.</summary>
    public static async Task WriteCsvAsync(this SpendReport report, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        var writer = new StreamWriter(output, Utf8, leaveOpen: true);
        await using var disposing = writer.ConfigureAwait(false);
        var row = new CsvRow();
        foreach (var key in report.Query.GroupBy)
        {
            row.Text(key.Name);
        }

        foreach ((var name, _) in SpendColumns.Totals)
        {
            row.Text(name);
        }

        await writer.WriteAsync(row.End().AsMemory(), cancellationToken).ConfigureAwait(false);
        foreach (var group in report.Query.GroupBy.Count == 0 ? [new SpendRow([], report.Total)] : report.Rows)
        {
            foreach (var value in group.Values)
            {
                row.Text(value);
            }

            foreach ((_, var of) in SpendColumns.Totals)
            {
                row.Number(of(group.Totals));
            }

            await writer.WriteAsync(row.End().AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes a report as one object: the range, what it is grouped by, the rows and the total.</summary>
    public static async Task WriteJsonAsync(this SpendReport report, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        var writer = new Utf8JsonWriter(output, Options);
        await using var disposing = writer.ConfigureAwait(false);
        writer.WriteStartObject();
        writer.WriteString("from", SpendText.Format(report.Query.From));
        writer.WriteString("to", SpendText.Format(report.Query.To));
        writer.WriteStartArray("groupBy");
        foreach (var key in report.Query.GroupBy)
        {
            writer.WriteStringValue(key.Name);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        foreach (var row in report.Rows)
        {
            writer.WriteStartObject();
            for (var i = 0; i < row.Values.Count; i++)
            {
                writer.WriteString(report.Query.GroupBy[i].Name, row.Values[i]);
            }

            SpendJson.Write(writer, row.Totals);
            writer.WriteEndObject();
            if (writer.BytesPending > FlushAbove)
            {
                await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        writer.WriteEndArray();
        writer.WriteStartObject("total");
        SpendJson.Write(writer, report.Total);
        writer.WriteEndObject();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a header and a row for each line. Tags stand in one field, as <c>name=value</c> separated by <c>;</c>.</summary>
    public static async Task WriteCsvAsync(
        this IAsyncEnumerable<SpendLine> lines, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(output);
        var writer = new StreamWriter(output, Utf8, leaveOpen: true);
        await using var disposing = writer.ConfigureAwait(false);
        var row = new CsvRow();
        await writer.WriteAsync(SpendLineCsv.Header(row).AsMemory(), cancellationToken).ConfigureAwait(false);
        await foreach (var line in lines.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await writer.WriteAsync(SpendLineCsv.Row(row, line).AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes each line as an object on a line of its own.</summary>
    public static async Task WriteJsonLinesAsync(
        this IAsyncEnumerable<SpendLine> lines, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(output);
        using var buffer = new MemoryStream();
        using var writer = new Utf8JsonWriter(buffer, Options);
        await foreach (var line in lines.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            SpendJson.Write(writer, line);
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            buffer.WriteByte((byte)'\n');
            await output.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
            buffer.SetLength(0);
            writer.Reset();
        }
    }
}
