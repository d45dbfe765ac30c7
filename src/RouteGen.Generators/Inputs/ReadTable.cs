using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Inputs;

/// <summary>A table's text and what reading it gave. Equal only to itself: what later steps compare are its parts.</summary>
internal sealed class ReadTable(string text, TableReading reading)
{
    public string Text { get; } = text;

    public TableReading Reading { get; } = reading;

    public static ReadTable From((InputFile Table, EquatableArray<TextFile> Models) input, CancellationToken cancellation) =>
        new(input.Table.File.Text, TableReader.Read(input.Table.File, input.Models));
}
