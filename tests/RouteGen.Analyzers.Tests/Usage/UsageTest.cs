using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>Runs one rule over an application's C#; the markup in the code says what is to be found, and exactly where.</summary>
internal sealed class UsageTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Demo;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;
        using RouteGen;

        """;

    public UsageTest(string code, OutputKind output = OutputKind.DynamicallyLinkedLibrary, string table = UsageTable.Text)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(Net100.References.All);
        TestState.AdditionalReferences.AddRange(ApplicationReferences.Packages);
        TestState.Sources.Add(("/app/Desk.cs", code));
        foreach (var (path, text) in GeneratedTable.Get(table))
        {
            TestState.Sources.Add((path, text));
        }

        TestState.OutputKind = output;
    }

    /// <summary>An application without a table of its own, beside a library with one.</summary>
    public UsageTest(string code, MetadataReference library)
        : this(code, OutputKind.DynamicallyLinkedLibrary, UsageTable.Text)
    {
        for (var i = TestState.Sources.Count - 1; i > 0; i--)
        {
            TestState.Sources.RemoveAt(i);
        }

        TestState.AdditionalReferences.Add(library);
    }

    /// <summary>A class with a table, services and an injected route, and the statements under test in one of its methods.</summary>
    public static string Body(string statements, string members = "") => $$"""
        {{Usings}}
        public sealed class Desk(SupportRoutes routes, IServiceProvider services,
            [FromKeyedServices(SupportRoutes.Keys.Summarize)] IChatClient keyed, IChatClient other)
        {
            public async Task<object?> Answer(string ticket, CancellationToken ct)
            {
                await Task.Yield();
                {{statements}}
                return new object?[] { routes, services, keyed, other };
            }
            {{members}}
        }
        """;

    /// <summary>Statements of a program that sets its services up.</summary>
    public static string Setup(string statements, string members = "") => $$"""
        {{Usings}}
        public static class Startup
        {
            public static void Configure(IServiceCollection services, string key)
            {
                {{statements}}
            }
            {{members}}
        }
        """;

    public static Task InBody(string statements, string members = "") => new UsageTest<TAnalyzer>(Body(statements, members)).RunAsync();

    public static Task InSetup(string statements, string members = "") => new UsageTest<TAnalyzer>(Setup(statements, members)).RunAsync();

    protected override ParseOptions CreateParseOptions() =>
        ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion.Latest);

    protected override CompilationOptions CreateCompilationOptions() =>
        ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(NullableContextOptions.Enable);
}
