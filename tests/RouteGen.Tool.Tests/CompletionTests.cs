using System.Diagnostics;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Every_shell_gets_a_script_that_asks_the_tool(string shell)
    {
        var result = await _tool.RunAsync("completion", shell);

        Assert.Equal((ExitCode.Ok, ""), (result.ExitCode, result.Errors));
        Assert.Contains("[suggest:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_shell_is_told_which_there_are()
    {
        var result = await _tool.RunAsync("completion", "tcsh");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("pwsh", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("routegen che", "check")]
    [InlineData("routegen check --f", "--format")]
    [InlineData("routegen completion f", "fish")]
    public async Task Bash_completes_verbs_options_and_words(string line, string expected)
    {
        if (!File.Exists("/bin/bash"))
        {
            Assert.Skip("There is no bash here.");
        }

        var script = (await _tool.RunAsync("completion", "bash")).Output;
        var words = line.Split(' ');
        var program = Path.Combine(AppContext.BaseDirectory, "RouteGen.Tool.dll");
        var start = new ProcessStartInfo("/bin/bash", ["--norc", "-c", $$"""
            routegen() { dotnet "{{program}}" "$@"; }
            {{script}}
            COMP_WORDS=({{line}}) COMP_CWORD={{words.Length - 1}} COMP_LINE="{{line}}" COMP_POINT={{line.Length}}
            _routegen
            printf '%s\n' "${COMPREPLY[@]}"
            """])
        { RedirectStandardOutput = true };
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains(expected, output.Split('\n'));
    }

    public void Dispose() => _tool.Dispose();
}
