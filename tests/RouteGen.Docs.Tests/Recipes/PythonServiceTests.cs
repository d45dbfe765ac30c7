using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using RouteGen.Docs.Tests.Compiling;

namespace RouteGen.Docs.Tests.Recipes;

public sealed partial class PythonServiceTests : IDisposable
{
    private static readonly Recipe Page = Recipe.Read("A Python service");

    private readonly ToolFolder _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task The_lines_make_a_key_and_serve_the_table_to_it()
    {
        await using var serve = await StartAsync();

        using var reply = await serve.AskAsync("summarize");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var headers = Header().Matches(Page.Block("python")).Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(2, headers.Length);
        Assert.All(headers, name => Assert.NotEmpty(reply.Headers.GetValues(name).Single()));
    }

    [Fact]
    public async Task The_code_runs_as_it_stands()
    {
        Assert.SkipUnless(
            await PythonAsync("import openai", []) is (0, _), "Python's package openai is not installed (pip install openai).");
        await using var serve = await StartAsync();

        var (exitCode, said) =
            await PythonAsync(Page.Block("python"), new() { ["GATEWAY_URL"] = serve.BaseUrl, ["GATEWAY_KEY"] = serve.Key });

        Assert.True(exitCode == 0, said);
        Assert.Matches(@"\S+.*\n(gpt-mini|haiku) \d*\.?\d+\s*$", said);
    }

    private async Task<ServeRun> StartAsync()
    {
        _tool.Write("routes.json", GuideTable.Text);
        var key = await _tool.TypeAsync(Page.Lines[0]);
        Assert.True(key.ExitCode == 0, key.Errors);
        var token = Assert.Single(Token().Matches(key.Output).Select(m => m.Value).Distinct());
        return await ServeRun.StartAsync(Page.Lines[1], _tool.Folder, token);
    }

    private async Task<(int ExitCode, string Said)> PythonAsync(string code, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("python3", ["-c", code]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var python = Process.Start(start)!;
            var errors = python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await python.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (python.ExitCode, said + await errors);
        }
        catch (Win32Exception e)
        {
            return (-1, e.Message);
        }
    }

    [GeneratedRegex(@"reply\.headers\[""([\w-]+)""\]")]
    private static partial Regex Header();

    [GeneratedRegex("rg_[A-Za-z0-9.-]{1,64}_[A-Za-z0-9]{49}")]
    private static partial Regex Token();
}
