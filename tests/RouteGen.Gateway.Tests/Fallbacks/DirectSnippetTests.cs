using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using RouteGen.TestSupport.Wire;
using RouteGen.Testing;

namespace RouteGen.Gateway.Tests.Fallbacks;

/// <summary>The code by which callers go on without a gateway is run as they would run it.</summary>
public sealed class DirectSnippetTests
{
    private const string Body = """{"messages": [{"role": "user", "content": "Hello"}], "max_tokens": 10}""";

    public static TheoryData<string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (var language in (string[])["python", "node"])
            {
                foreach (var gateway in (string[])
                    ["dead", "502 of another", "503 of another", "504 of another", "402", "503 of ours", "200"])
                {
                    cells.Add(language, gateway);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_caller_goes_direct_where_no_gateway_answers_and_stays_where_it_refuses(string language, string gateway)
    {
        var program = language == "python" ? "python3" : "node";
        Assert.SkipUnless(IsThere(program), $"{program} is missing: install it to run the code for its users.");
        await using var provider = new RawServer(Reply(200, """{"from":"provider"}"""));
        await using var front = new RawServer(gateway switch
        {
            "402" => Reply(402, """{"error":{"code":"budget_exceeded"}}""", "x-request-id: 01\r\n"),
            "503 of ours" => Reply(503, """{"error":{"code":"no_target_available"}}""", "x-request-id: 01\r\n"),
            "200" => Reply(200, """{"from":"gateway"}""", "x-request-id: 01\r\n"),
            "dead" => "",
            _ => Reply(int.Parse(gateway.AsSpan(0, 3), CultureInfo.InvariantCulture), "<html>"),
        });
        var address = gateway == "dead" ? SimulatedProvider.GetRefusedEndpoint() : new Uri(front.Endpoint);

        var (exitCode, output) = await RunAsync(program, language, provider.Endpoint, address.GetLeftPart(UriPartial.Authority));

        var expected = gateway is "402" or "503 of ours" ? null : gateway == "200" ? "gateway" : "provider";
        Assert.True((exitCode == 0) == (expected is not null), output);
        if (expected is not null)
        {
            Assert.Equal(expected, (string?)JsonNode.Parse(output)!["from"]);
        }

        Assert.Equal(expected == "provider" ? 1 : 0, provider.Requests);
    }

    [Theory]
    [InlineData("chat", "gpt-wire", "/chat/completions", "OPENAI_API_KEY")]
    [InlineData("write", "claude-wire", "/v1/messages", "ANTHROPIC_API_KEY")]
    [InlineData("think", "resp-wire", "/responses", "OPENAI_API_KEY")]
    [InlineData("embed", "embed-wire", "/embeddings", "OPENAI_API_KEY")]
    public void It_names_the_first_target_that_can_be_asked(string route, string model, string path, string key) =>
        Assert.All(DirectSnippets.Languages, language =>
        {
            var text = DirectSnippets.Write(DeskRoutes.Definition.Routes.Single(r => r.Name == route), language)!;

            Assert.InRange(text.Split('\n').Length - 1, 1, 20);
            Assert.Contains($"\"{model}\"", text, StringComparison.Ordinal);
            Assert.Contains(path + "\"", text, StringComparison.Ordinal);
            Assert.Contains(key, text, StringComparison.Ordinal);
        });

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string language, string provider, string gateway)
    {
        var code = DirectSnippets.Write(DeskRoutes.Definition.Routes.Single(r => r.Name == "chat"), language)!
            .Replace("https://api.openai.com/v1", provider, StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("direct");
        try
        {
            var file = Path.Combine(folder.FullName, language == "python" ? "ask.py" : "ask.mjs");
            await File.WriteAllTextAsync(file, code + (language == "python"
                ? $"print(json.dumps(ask(json.loads('''{Body}'''))))\n"
                : $"console.log(JSON.stringify(await ask({Body})));\n"), TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo(program, [file]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["GATEWAY_URL"] = gateway;
            start.Environment["GATEWAY_KEY"] = "ours";
            start.Environment["OPENAI_API_KEY"] = "theirs";
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Reply(int status, string body, string headers = "") =>
        $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\n{headers}Content-Type: application/json\r\n" +
        $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
