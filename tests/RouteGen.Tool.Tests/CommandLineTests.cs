namespace RouteGen.Tool.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(0, "--help")]
    [InlineData(0, "import", "litellm", "-h")]
    public void Help_says_what_there_is(int exitCode, params string[] args)
    {
        using var output = new StringWriter();

        Assert.Equal(exitCode, CommandLine.Run(args, output, TextWriter.Null));
        Assert.Contains("routegen import litellm <map.json> -o <out.models.json>", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'export' is not a command", "export")]
    [InlineData("'import openrouter' is not a command", "import", "openrouter")]
    [InlineData("Name the map to import", "import", "litellm")]
    [InlineData("'-o' needs a value", "import", "litellm", "map-2026-08-01.json", "-o")]
    [InlineData("'--quick' is not expected here", "import", "litellm", "map.json", "--quick")]
    [InlineData("add --as-of", "import", "litellm", "map.json")]
    [InlineData("'1.8.2026' is not a date", "import", "litellm", "map.json", "--as-of", "1.8.2026")]
    [InlineData("Name the file", "spend")]
    [InlineData("'--fast' is not expected here", "spend", "spend.db", "--fast")]
    [InlineData("'colour' is not a key to group by; the keys are user, agent,", "spend", "spend.db", "--by", "colour")]
    [InlineData("'yesterday' is not a time", "spend", "spend.db", "--from", "yesterday")]
    [InlineData("--to is before --from", "spend", "spend.db", "--from", "2026-11-02", "--to", "2026-11-01")]
    [InlineData("'acme' is not a filter", "spend", "spend.db", "--where", "acme")]
    [InlineData("There is no file '/nowhere/spend.db'", "spend", "/nowhere/spend.db")]
    [InlineData("Could not find", "import", "litellm", "/nowhere/map-2026-08-01.json")]
    public void A_wrong_command_line_is_told_what_to_do(string message, params string[] args)
    {
        using var errors = new StringWriter();

        Assert.Equal(2, CommandLine.Run(args, TextWriter.Null, errors));
        Assert.Contains(message, errors.ToString(), StringComparison.Ordinal);
    }
}
