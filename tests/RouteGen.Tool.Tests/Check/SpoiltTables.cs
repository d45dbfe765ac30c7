using System.Globalization;
using System.Text;

namespace RouteGen.Tool.Tests.Check;

/// <summary>Tables that break many rules, and slips in them.</summary>
internal static class SpoiltTables
{
    private static readonly string[] Slips =
    [
        "{", "}", "[", "]", "\"", ",", ":", "0", "-1", "1e9", "null", "true", "\"t\"", "\"p\"",
        "\"suppress\": { \"RG1001\": \"x\" },", "//", "/*", "\n", "\r\n", "\u2028", "\\u0000", "é", "😀",
    ];

    public const string Models =
        """{ "models": { "m": { "maxInput": 5 }, "s": { "usdPerMTok": { "input": 1, "output": 1 }, "retires": "2020-01-01" } } }""";

    public const string Table = """
        {
          "table": "NAMERoutes", "use": ["all.models.json", "RouteGen.Catalog"], "reviewed": "2026-01-01", "costBuckets": ["a", "b"],
          "models": {
            "m": { "contextWindow": 1000, "features": ["tools"], "retires": "2026-12-20",
              "usdPerMTok": { "input": 0.25, "output": 2, "tiers": [{ "above": 500, "input": 9 }] } },
            "n": { "usdPerMTok": { "input": 250000, "cachedInput": 300000, "output": 5 } }, "x": { }
          },
          "providers": { "p": { "kind": "openai", "region": "eu" }, "q": { "kind": "openrouter", "endpoint": "http://h/v1" },
            "r": { "kind": "custom" } },
          "targets": { "t": { "provider": "p", "model": "m" }, "u": { "provider": "q", "model": "n" },
            "v": { "provider": "q", "model": "x" }, "w": { "provider": "p", "model": "gpt-5-mini" } },
          "routes": {
            "NAMEone": { "chain": ["t"], "requires": ["vision"], "regions": ["us"], "suppress": { "RG1003": "x" } },
            "NAMEtwo": { "chain": ["u", { "target": "v", "options": { "topP": 1 } }],
              "limits": { "attempts": 3, "costUsd": 0.01, "inputTokens": 9 }, "timeouts": { "total": "5s", "attempt": "4s" } },
            "NAMEthree": { "chain": ["w", "t"], "aliases": ["NAMEthree", "gpt-4o*"] }
          }
        }
        """;

    /// <summary>A table with up to three slips.</summary>
    public static string Next(Random random)
    {
        // Few names, so that tables of a project clash.
        var text = new StringBuilder(Table.Replace(
            "NAME", "T" + random.Next(40).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
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
}
