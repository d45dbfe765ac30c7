using Microsoft.CodeAnalysis;
using RouteGen.Generators.Tests.Compiling;
using RouteGen.Generators.Tests.Driving;

namespace RouteGen.Generators.Tests.Mutating;

/// <summary>
/// 10,000 spoilt tables: the generator never throws, what it writes always parses, and of every fortieth table all is compiled, with every
/// warning counted. Compiling all would take minutes and find what the sample finds, since one seed in forty is as wild as the others.
/// </summary>
public sealed class MutatedTableTests
{
    private const int Tables = 10_000;
    private const int CompiledEvery = 40;
    private const int Batch = 50;

    private const string Table = """
        {
          "table": "TableName",
          "about": "About",
          "use": ["m.models.json"],
          "models": {
            "gpt-5-mini": { "contextWindow": 400000, "maxOutput": 128000, "features": ["streaming", "tools"],
                            "usdPerMTok": { "input": 0.25, "output": 2.00, "tiers": [{ "above": 200000, "input": 0.5 }] } },
            "claude": { "usdPerMTok": { "input": 1.00, "output": 5.00 } }
          },
          "providers": {
            "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" },
            "proxy": { "kind": "openai-compatible", "endpointEnv": "PROXY" }
          },
          "targets": {
            "gpt-mini": { "provider": "openai", "model": "gpt-5-mini", "deployment": "d" },
            "haiku": { "provider": "proxy", "model": "claude" },
            "shared": { "provider": "proxy", "model": "from-file" }
          },
          "costBuckets": ["summarize", "draft"],
          "routes": {
            "summarize": { "chain": ["gpt-mini", "haiku"], "timeouts": { "total": "30s" }, "limits": { "attempts": 3, "costUsd": 0.5 },
              "retry": { "maxRetries": 2 } },
            "draft": { "chain": [{ "target": "shared", "options": { "temperature": 0.5 } }, "gpt-mini"], "requires": ["tools"] }
          }
        }
        """;

    private const string Models = """{ "models": { "from-file": { "contextWindow": 1000, "usdPerMTok": { "input": 1, "output": 2 } } } }""";

    [Fact]
    public void Ten_thousand_spoilt_tables_never_break_the_generator_and_what_it_writes_compiles()
    {
        var toCompile = new List<(int Seed, IReadOnlyList<string> Sources)>();
        var withProblems = 0;
        Parallel.For(0, Tables, seed =>
        {
            var run = Run(seed);
            if (run.Exception is not null)
            {
                Fail(seed, [run.Exception.ToString()]);
            }

            if (run.Problems.Count > 0)
            {
                Interlocked.Increment(ref withProblems);
            }

            foreach (var tree in run.Compilation.SyntaxTrees.Where(tree => tree.GetRoot().ContainsDiagnostics))
            {
                Fail(seed, tree.GetDiagnostics().Select(complaint => complaint.ToString()));
            }

            if (seed % CompiledEvery == 0)
            {
                lock (toCompile)
                {
                    toCompile.Add((seed, [.. run.Sources.Values]));
                }
            }
        });

        Assert.InRange(withProblems, Tables / 2, Tables - (Tables / 100));

        // Each table has a namespace and a class of its own, unless the mutation took them: then it is compiled alone.
        var apart = toCompile.ToLookup(table => table.Sources.Any(
            source => source.Contains($"typeof(global::Space{table.Seed}.Table{table.Seed})", StringComparison.Ordinal)));
        Assert.All(apart[false], table => AssertCompiles(table.Seed, table.Sources));
        foreach (var batch in apart[true].Chunk(Batch))
        {
            if (GeneratedCompilation.Create(batch.SelectMany(table => table.Sources).Append(Project.Adapter)).Complaints().Count > 0)
            {
                Assert.All(batch, table => AssertCompiles(table.Seed, table.Sources));
            }
        }
    }

    private static void AssertCompiles(int seed, IReadOnlyList<string> sources)
    {
        var complaints = GeneratedCompilation.Create(sources.Append(Project.Adapter)).Complaints();
        if (complaints.Count > 0)
        {
            Fail(seed, complaints);
        }
    }

    private static void Fail(int seed, IEnumerable<string> complaints) =>
        Assert.Fail($"{string.Join("\n", complaints)}\nseed {seed}:\n{Text(seed)}");

    private static Run Run(int seed) =>
        new Project($"Space{seed}").Write($"/app/t{seed}.routes.json", Text(seed))
            .Write("/app/m.models.json", seed % 10 == 0 ? new TableMutator(seed).Mutate(Models) : Models).Build();

    private static string Text(int seed) => new TableMutator(seed).Mutate(Table.Replace("TableName", $"Table{seed}"));
}
