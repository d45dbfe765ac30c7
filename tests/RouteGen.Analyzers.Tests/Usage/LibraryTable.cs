using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>A compiled library with a table, as several services share one.</summary>
internal static class LibraryTable
{
    public static MetadataReference Reference(string table)
    {
        var library = CSharpCompilation.Create(
            "Routes",
            GeneratedTable.Get(table).Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path)),
            ApplicationReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = library.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
