using System.Globalization;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Tool.Tests.Smoke;

/// <summary>
/// Errors as vendors answer them, from their documentation and from reports in public issues (named beside each), served as they are: what
/// is said of them is right, and no key is repeated.
/// </summary>
public sealed class VendorErrorTests
{
    public static TheoryData<string, int, string, string, string> Errors
    {
        get
        {
            var rows = new TheoryData<string, int, string, string, string>();
            var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Smoke", "VendorErrors.txt"));
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].Length > 0 && lines[i][0] != '#')
                {
                    var parts = lines[i].Split(" | ");
                    var head = parts[0].Split(' ');
                    rows.Add(head[0], int.Parse(head[1], CultureInfo.InvariantCulture), lines[++i], head[2], parts[1]);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Its_words_are_right(string kind, int status, string body, string diagnosis, string words)
    {
        var type = body.StartsWith('<') ? "text/html" : body.StartsWith('4') ? "text/plain" : "application/json";
        await using var server = new RawServer(
            $"HTTP/1.1 {status} Some Reason\r\nContent-Type: {type}\r\nConnection: close\r\n\r\n"
                + body.Replace("{KEY}", SmokeStand.Key[..8], StringComparison.Ordinal));
        using var stand = SmokeStand.ForOne(kind, server.Endpoint);

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Equal(diagnosis, result.Diagnosis("one plain"));
        Assert.Contains(words, result.Words("one plain"), StringComparison.Ordinal);
        Assert.Equal((1, "unhealthy"), (result.ExitCode, result.Call("one plain").GetProperty("verdict").GetString()));
        Assert.Equal($"smoke-{diagnosis}", Assert.Single(result.FindingIds));
    }
}
