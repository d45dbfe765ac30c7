using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Tests.Files;

/// <summary>Whatever is typed, the analyzer itself does not fail: an exception of its own would be AD0001.</summary>
public sealed class SpoiltTablesTests
{
    private const int TablesPerProject = 250;
    private static readonly string[] Slips =
    [
        "{", "}", "[", "]", "\"", ",",
        ":", "0", "-1", "1e9", "null", "true", "\"t\"", "\"p\"", "\"suppress\": { \"RG1001\": \"x\" },", "//", "/*", "\n", "\\u0000", "é"
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Five_thousand_spoilt_tables_are_analyzed_without_an_exception(int seed)
    {
        var random = new Random(seed);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var project = 0; project < 20; project++)
        {
            TableFile[] tables =
            [
                .. Enumerable.Range(0, TablesPerProject).Select(i => new TableFile($"/app/{i}.routes.json", Spoilt(random, Table)))
            ];
            var models = new TableFile("/app/all.models.json", project % 4 == 0 ? Spoilt(random, Models) : Models);
            var found = await new TableProject([.. tables, models])
            {
                Properties = new TableProject().Properties.Add("RouteGenToday", "2026-12-01")
            }.Analyze();

            Assert.DoesNotContain(found, d => d.Id == "AD0001");
            Assert.All(found, d => Assert.Equal(LocationKind.ExternalFile, d.Location.Kind));
            ids.UnionWith(found.Select(d => d.Id));
        }

        Assert.Superset(new HashSet<string> { "RG0001", "RG0002", "RG0003", "RG0007", "RG1001", "RG1008" }, ids);
    }

    private static string Spoilt(Random random, string good)
    {
        var text = new StringBuilder(
            good.Replace("NAME", "T" + random.Next(1_000_000).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        for (var slips = random.Next(4); slips > 0; slips--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(3))
            {
                case 0:
                    text.Insert(at, Slips[random.Next(Slips.Length)]);
                    break;
                case 1:
                    text.Remove(at, Math.Min(1 + random.Next(12), text.Length - at));
                    break;
                default:
                    text.Insert(random.Next(text.Length), text.ToString(at, Math.Min(1 + random.Next(40), text.Length - at)));
                    break;
            }
        }

        return text.ToString();
    }

    private const string Models =
        """{ "models": { "m": { "maxInput": 5 }, "s": { "usdPerMTok": { "input": 1, "output": 1 }, "retires": "2020-01-01" } } }""";

    private const string Table = """
        {
          "table": "NAMERoutes", "use": ["all.models.json"], "reviewed": "2026-01-01", "costBuckets": ["a", "b"],
          "models": {
            "m": { "contextWindow": 1000, "features": ["tools"], "retires": "2026-12-20",
              "usdPerMTok": { "input": 0.25, "output": 2, "tiers": [{ "above": 500, "input": 9 }] } },
            "n": { "usdPerMTok": { "input": 250000, "cachedInput": 300000, "output": 5 } }, "x": { }
          },
          "providers": { "p": { "kind": "openai", "region": "eu" }, "q": { "kind": "openrouter", "endpoint": "http://h/v1" },
            "r": { "kind": "custom" } },
          "targets": { "t": { "provider": "p", "model": "m" }, "u": { "provider": "q", "model": "n" },
            "v": { "provider": "q", "model": "x" } },
          "routes": {
            "NAMEone": { "chain": ["t"], "requires": ["vision"], "regions": ["us"], "suppress": { "RG1003": "x" } },
            "NAMEtwo": { "chain": ["u", { "target": "v", "options": { "topP": 1 } }],
              "limits": { "attempts": 3, "costUsd": 0.01, "inputTokens": 9 }, "timeouts": { "total": "5s", "attempt": "4s" } }
          }
        }
        """;
}
