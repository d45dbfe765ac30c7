using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Model.Reading;
using RouteGen.Model.Values;
using RouteGen.Roslyn.Files;

namespace RouteGen.Generators.Inputs;

/// <summary>A table or a file of shared models among the compiler's additional files.</summary>
internal sealed record InputFile(FileRole Role, TextFile File)
{
    public static IEnumerable<InputFile> From(
        (AdditionalText Text, AnalyzerConfigOptionsProvider Options) input, CancellationToken cancellation)
    {
        var role = FileRoles.Get(input.Text, input.Options);

        // Of a file that the compiler cannot read it says so itself.
        return role != FileRole.None && input.Text.GetText(cancellation) is { } text
            ? [new InputFile(role, new TextFile(input.Text.Path, text.ToString()))]
            : [];
    }

    /// <summary>The table in a file; none where the file is one of shared models.</summary>
    public static ImmutableArray<ReadTable> Read((InputFile File, EquatableArray<TextFile> Models) input, CancellationToken cancellation) =>
        input.File.Role == FileRole.Table
            ? ImmutableArray.Create(ReadTable.From(input.File.File, input.Models))
            : ImmutableArray<ReadTable>.Empty;

    public static EquatableArray<TextFile> ModelFiles(ImmutableArray<InputFile> files, CancellationToken cancellation) =>
        files.Where(file => file.Role == FileRole.Models)
            .Select(file => file.File)
            .OrderBy(file => file.Path, StringComparer.Ordinal).ToEquatableArray();
}
