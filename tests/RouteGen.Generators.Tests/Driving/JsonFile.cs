using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>An additional file of an in-memory project; one without a text is one that the compiler cannot read.</summary>
internal sealed class JsonFile(string path, string? text, string? role = null) : AdditionalText
{
    private readonly SourceText? _text = text is null ? null : SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    /// <summary>The item metadata that the package's targets give to <c>RouteGenModels</c> items.</summary>
    public string? Role => role;

    public override SourceText? GetText(CancellationToken cancellationToken = default) => _text;
}
