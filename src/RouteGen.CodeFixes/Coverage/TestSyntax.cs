using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace RouteGen.CodeFixes.Coverage;

/// <summary>How a test framework's tests are written.</summary>
internal sealed class TestSyntax
{
    private const string MSTest = "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute";

    private static readonly string[] Marks = ["Xunit.FactAttribute", "NUnit.Framework.TestAttribute", MSTest];

    private readonly string _mark;

    private TestSyntax(string attribute) => _mark = attribute.Substring(0, attribute.Length - "Attribute".Length);

    /// <summary>The framework that a project references; null where it references none.</summary>
    public static TestSyntax? Find(Compilation compilation) =>
        Array.Find(Marks, mark => compilation.GetTypeByMetadataName(mark) is not null) is { } found ? new TestSyntax(found) : null;

    /// <summary>
    /// Adds tests to the end of a class; names are qualified, and shortened by the editor as far as the file's usings allow.
    /// </summary>
    /// <param name="type">The class to add to.</param>
    /// <param name="original">The same class in the file, for the file's own indentation and line ends.</param>
    /// <param name="tests">Names of tests and the calls that they return.</param>
    public TypeDeclarationSyntax Add(
        TypeDeclarationSyntax type, TypeDeclarationSyntax original, IEnumerable<(string Name, string Call)> tests)
    {
        var text = original.SyntaxTree.GetText();
        var outer = Indentation(text.Lines.GetLineFromPosition(original.Identifier.SpanStart).ToString());
        var inner = original.Members.FirstOrDefault() is { } member
            ? Indentation(text.Lines.GetLineFromPosition(member.SpanStart).ToString())
            : outer + "    ";
        var line = text.Lines[0].EndIncludingLineBreak - text.Lines[0].End == 2 ? "\r\n" : "\n";
        var body = WithBraces(WithClassMark(type, outer, line), outer, line);
        var (last, brace) = Tail(body.CloseBraceToken);
        body = body.WithCloseBraceToken(brace);
        var before = last.Count == 0 && body.Members.Count == 0 ? "" : line;
        foreach (var (name, call) in tests)
        {
            body = AddMember(body, before + Write(name, call, inner, line), last);
            (before, last) = (line, default);
        }

        return body;
    }

    private string Write(string name, string call, string indent, string line)
    {
        var broken = new StringBuilder(call).Replace(".Failing(", $"{line}{indent}        .Failing(")
            .Replace(".ExpectServedByAsync(", $"{line}{indent}        .ExpectServedByAsync(");
        return $"{indent}[global::{_mark}]{line}{indent}public global::System.Threading.Tasks.Task {name}() =>{line}{indent}    " +
            $"{broken};{line}";
    }

    private static TypeDeclarationSyntax AddMember(TypeDeclarationSyntax type, string text, SyntaxTriviaList before) =>
        SyntaxFactory.ParseMemberDeclaration(text) is { } member
            ? type.AddMembers(
                member.WithLeadingTrivia(before.AddRange(member.GetLeadingTrivia())).WithAdditionalAnnotations(Simplifier.Annotation))
            : type;

    /// <summary>
    /// Comments and directives at the end of a class belong to the brace; they stay where they are, before what is added.
    /// </summary>
    private static (SyntaxTriviaList Last, SyntaxToken Brace) Tail(SyntaxToken brace)
    {
        var trivia = brace.LeadingTrivia;
        return trivia.All(piece => piece.IsKind(SyntaxKind.WhitespaceTrivia) || piece.IsKind(SyntaxKind.EndOfLineTrivia))
            ? (default, brace)
            : trivia.Last().IsKind(SyntaxKind.WhitespaceTrivia)
                ? (trivia.RemoveAt(trivia.Count - 1), brace.WithLeadingTrivia(trivia.Last()))
                : (trivia, brace.WithLeadingTrivia());
    }

    /// <summary>MSTest looks into marked classes only.</summary>
    private TypeDeclarationSyntax WithClassMark(TypeDeclarationSyntax type, string indent, string line)
    {
        if (_mark + "Attribute" != MSTest || type.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString().EndsWith("TestClass", StringComparison.Ordinal)))
        {
            return type;
        }

        var mark = SyntaxFactory.Attribute(SyntaxFactory.ParseName("global::Microsoft.VisualStudio.TestTools.UnitTesting.TestClass"))
            .WithAdditionalAnnotations(Simplifier.Annotation);
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(mark))
            .WithLeadingTrivia(type.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.EndOfLine(line));
        var first = type.WithLeadingTrivia(SyntaxFactory.Whitespace(indent));
        return (TypeDeclarationSyntax)first.WithAttributeLists(first.AttributeLists.Insert(0, list));
    }

    /// <summary>A class that ends with a semicolon has no place for members.</summary>
    private static TypeDeclarationSyntax WithBraces(TypeDeclarationSyntax type, string indent, string line) =>
        type.OpenBraceToken.IsKind(SyntaxKind.OpenBraceToken) && !type.OpenBraceToken.IsMissing
            ? type
            : type.WithSemicolonToken(default).WithTrailingTrivia(SyntaxFactory.EndOfLine(line))
                .WithOpenBraceToken(SyntaxFactory.Token(
                    SyntaxFactory.ParseLeadingTrivia(indent), SyntaxKind.OpenBraceToken, SyntaxFactory.ParseTrailingTrivia(line)))
                .WithCloseBraceToken(SyntaxFactory.Token(
                    SyntaxFactory.ParseLeadingTrivia(indent), SyntaxKind.CloseBraceToken, SyntaxFactory.ParseTrailingTrivia(line)));

    private static string Indentation(string line) => line.Substring(0, line.Length - line.TrimStart(' ', '\t').Length);
}
