using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2001: a route of an application's own table that nothing in the application mentions.</summary>
/// <remarks>
/// Only an application is judged: a library's table is there for others. Any mention counts (the property, the type, the key, the key's
/// text), in generated pages too; a partial part that only adds hooks does not. An endpoint that serves the table is a mention of all its
/// routes: their callers are elsewhere. As long as no route of a table is mentioned, the table was written before the code, and that is
/// said as information.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedRouteAnalyzer : UsageAnalyzer
{
    // Of RouteGen.Gateway, which an application may not have: known by its name and its one type argument.
    private const string ServesATable = "MapRouteGateway";

    /// <summary>Called by the compiler.</summary>
    public UnusedRouteAnalyzer()
        : base(UsageRules.UnusedRoute)
    {
    }

    private protected override GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.Analyze;

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols)
    {
        if (context.Compilation.Options.OutputKind
            is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication)
            || symbols.IsTestProject())
        {
            return;
        }

        var routes = DeclaredRoutes.Collect(symbols);
        if (routes.IsEmpty)
        {
            return;
        }

        context.RegisterSyntaxNodeAction(node => Mention(node, routes), SyntaxKind.IdentifierName, SyntaxKind.StringLiteralExpression);
        context.RegisterSyntaxNodeAction(node => Serve(node, routes), SyntaxKind.GenericName);
        context.RegisterCompilationEndAction(end => Report(end, routes));
    }

    private static void Mention(SyntaxNodeAnalysisContext context, DeclaredRoutes routes)
    {
        if (routes.IsDeclaredIn(context.Node.SyntaxTree))
        {
            return;
        }

        if (context.Node is LiteralExpressionSyntax literal)
        {
            routes.MentionKey(literal.Token.ValueText);
        }
        else if (context.Node is IdentifierNameSyntax name && routes.MayName(name.Identifier.ValueText))
        {
            var info = context.SemanticModel.GetSymbolInfo(name, context.CancellationToken);
            routes.Mention(info.Symbol);
            foreach (var candidate in info.CandidateSymbols)
            {
                routes.Mention(candidate);
            }
        }
    }

    private static void Serve(SyntaxNodeAnalysisContext context, DeclaredRoutes routes)
    {
        if (context.Node is GenericNameSyntax { Identifier.ValueText: ServesATable, TypeArgumentList.Arguments: { Count: 1 } tables }
            && context.SemanticModel.GetSymbolInfo(tables[0], context.CancellationToken).Symbol is INamedTypeSymbol table)
        {
            routes.MentionTable(table);
        }
    }

    private void Report(CompilationAnalysisContext context, DeclaredRoutes routes)
    {
        var inUse = routes.TablesInUse();
        foreach (var route in routes.NeverMentioned())
        {
            var place = RoutePlace.Find(
                route, context.Options.AdditionalFiles, context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken);
            if (place.IsSuppressed)
            {
                continue;
            }

            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                place.Location,
                inUse.Contains(route.Table) ? Rule.DefaultSeverity : DiagnosticSeverity.Info,
                additionalLocations: null,
                properties: null,
                route.Name,
                $"{route.Table.Name}.{route.Property.Name}"));
        }
    }
}
