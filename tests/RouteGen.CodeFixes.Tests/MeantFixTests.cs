using RouteGen.CodeFixes.Tables;

namespace RouteGen.CodeFixes.Tests;

/// <summary>
/// Fixes that write what was meant: a value, a kind, the time or the output that counts, a base address, the variable in the place of
/// a key.
/// </summary>
public sealed class MeantFixTests
{
    [Theory]
    [InlineData("\"timeouts\": { \"attempt\": \"90s\" }", "\"timeouts\": { \"attempt\": \"60s\" }", "Lower to 60s, which counts now")]
    [InlineData(
        "\"timeouts\": {\n  \"total\": \"9s\",\n  \"attempt\": \"10s\" // long\n}", "\"timeouts\": {\n  \"total\": \"9s\"\n  // long\n}",
        "Remove what never counts")]
    public Task A_time_that_never_counts_is_cut(string before, string after, string title) =>
        Fixes(new CutTimerFix(), "RG1030", Route(before), Route(after), title);

    [Fact]
    public Task Output_that_a_model_does_not_write_is_not_allowed() => Fixes(
        new CutOutputFix(), "RG1031", Limited("\"v\"", "100"),
            Limited("{ \"target\": \"v\", \"options\": { \"maxOutputTokens\": 50 } }", "100"),
        "Allow 50 output tokens, as the model does");

    [Fact]
    public Task A_variable_is_named_in_the_place_of_a_key() => Fixes(
        new NameVariableFix(), "RG1021",
        Spare(", \"w\": { \"kind\": \"openai\", \"apiKey\": \"hunter2\", SPARE }"),
        Spare(", \"w\": { \"kind\": \"openai\", \"apiKeyEnv\": \"OPENAI_API_KEY\", SPARE }"),
        "Name the environment variable OPENAI_API_KEY instead; the key still has to be revoked");

    [Theory]
    [InlineData("\"timeouts\": { \"total\": \"10 sec\" }", "\"timeouts\": { \"total\": \"10s\" }", "Change to \"10s\"")]
    [InlineData("\"strict\": \"yes\"", "\"strict\": true", "Change to true")]
    [InlineData("\"requires\": \"tools\"", "\"requires\": [\"tools\"]", "Change to [\"tools\"]")]
    public Task A_value_is_written_as_it_was_meant(string before, string after, string title) =>
        Fixes(new MeantValueFix(), "RG0003", Route(before), Route(after), title);

    [Fact]
    public Task A_kind_is_written_as_it_is_named_here() => Fixes(
        new MeantNameFix(), "RG0010",
        Spare(", \"w\": { \"kind\": \"claude\", SPARE }"), Spare(", \"w\": { \"kind\": \"anthropic\", SPARE }"),
        "Change to 'anthropic'");

    [Fact]
    public Task A_base_address_is_written_in_the_place_of_a_requests() => Fixes(
        new WriteBaseFix(), "RG1033",
        Spare(", \"w\": { \"kind\": \"openai\", \"endpoint\": \"https://h/v1/chat/completions\", SPARE }"),
        Spare(", \"w\": { \"kind\": \"openai\", \"endpoint\": \"https://h/v1\", SPARE }"),
        "Change to 'https://h/v1'");

    /// <summary>A table with a provider that nothing uses.</summary>
    private static string Spare(string providers) => FixedTable.With(
        "", providers: providers.Replace("SPARE", "\"suppress\": { \"RG1008\": \"spare\" }", StringComparison.Ordinal));

    private static string Route(string properties) =>
        FixedTable.With($$""" "r": { "chain": ["t"], {{properties}}, "suppress": { "RG1001": "a test" } } """);

    private static string Limited(string entry, string limit) => FixedTable.With(
        $$""" "r": { "chain": ["t", {{entry}}], "limits": { "outputTokens": {{limit}} } } """,
        ", \"v\": { \"provider\": \"q\", \"model\": \"n\" }",
        models: ", \"n\": { \"maxOutput\": 50, \"usdPerMTok\": { \"input\": 1, \"output\": 5 } }");

    private static async Task Fixes(TableCodeFix fix, string rule, string before, string after, string expectedTitle)
    {
        var (title, text, left) = await TableWorkspace.FixAsync(fix, rule, before);

        Assert.Equal(after, text);
        Assert.Equal(expectedTitle, title);
        Assert.Empty(left);
    }
}
