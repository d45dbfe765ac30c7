using System.Text.Json;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("'export'", "export")]
    [InlineData("'--quick'", "check", "--quick")]
    [InlineData("Required command", new string[0])]
    [InlineData("There is no file '/nowhere/routes.json'", "check", "/nowhere/routes.json")]
    [InlineData("routegen check --help", "check", "--format", "yaml")]
    public async Task A_wrong_command_line_ends_with_64_and_says_what_to_do(string message, params string[] args)
    {
        _tool.HasErrorScreen = true;

        var result = await _tool.RunAsync(args);

        Assert.Equal((ExitCode.Usage, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_are_json_in_a_pipe()
    {
        var result = await _tool.RunAsync("export");

        var error = JsonDocument.Parse(result.Errors).RootElement.GetProperty("error");
        Assert.Equal(("usage", 64), (error.GetProperty("kind").GetString(), error.GetProperty("exitCode").GetInt32()));
    }

    public void Dispose() => _tool.Dispose();
}
