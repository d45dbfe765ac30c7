using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RouteGen.Analyzers.Tests.Coverage;

/// <summary>The attributes of the test frameworks, in assemblies of their names: rules read no more of a framework.</summary>
internal static class TestFrameworks
{
    private const string Base = "[System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)] public class";

    public static MetadataReference Xunit { get; } = MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location);

    public static MetadataReference NUnit { get; } = Compile("nunit.framework", $$"""
        namespace NUnit.Framework {
            {{Base}} TestAttribute : System.Attribute { }
            {{Base}} IgnoreAttribute(string reason) : System.Attribute { public string Reason => reason; }
            {{Base}} TestCaseAttribute(params object?[]? arguments) : System.Attribute {
                public object?[]? Arguments => arguments; public string? Ignore { get; set; } }
            {{Base}} TestCaseSourceAttribute(string sourceName) : System.Attribute { public string SourceName => sourceName; } }
        """);

    public static MetadataReference MSTest { get; } = Compile("MSTest.TestFramework", $$"""
        namespace Microsoft.VisualStudio.TestTools.UnitTesting {
            {{Base}} TestClassAttribute : System.Attribute { }
            {{Base}} TestMethodAttribute : System.Attribute { }
            {{Base}} IgnoreAttribute : System.Attribute { }
            {{Base}} DataRowAttribute(object? data, params object?[]? more) : System.Attribute {
                public object? Data => data; public object?[]? More => more; }
            {{Base}} DynamicDataAttribute(string sourceName) : System.Attribute { public string SourceName => sourceName; } }
        """);

    private static PortableExecutableReference Compile(string assembly, string code)
    {
        var compilation = CSharpCompilation.Create(
            assembly,
            [CSharpSyntaxTree.ParseText(code)],
            Usage.ApplicationReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return compilation.ToImage();
    }

    /// <summary>A compilation as another project references it.</summary>
    public static PortableExecutableReference ToImage(this CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.Empty(emitted.Diagnostics.Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error));
        return MetadataReference.CreateFromImage(image.ToArray().ToImmutableArray());
    }
}
