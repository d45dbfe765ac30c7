using RouteGen.Testing;

namespace RouteGen.Tool.Tests.Smoke;

/// <summary>The settings that the program of a table runs under hold in a run as well, wherever they stand.</summary>
public sealed class SettingsTests
{
    private const string Setting = "RouteGen__SmokeRoutes__Providers__p__";
    private const string Second = SmokeStand.Key + "-2";

    [Theory]
    [InlineData("""{ "ApiKeys": ["{0}", "{1}"] }""")]
    [InlineData("""{ "ApiKeys": "{0}, {1}" }""")]
    [InlineData("""{ "apikeys": { "0": "{0}", "1": "{1}" } }""")]
    public async Task Each_key_of_the_settings_is_tried(string provider)
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server);
        Settings(stand, $$"""{ "Providers": { "p": {{provider.Replace("{0}", SmokeStand.Key, StringComparison.Ordinal)
            .Replace("{1}", Second, StringComparison.Ordinal)}} } }""");

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Equal(["one#1 plain", "one#2 plain"], result.Calls.Select(static c => c.GetProperty("id").GetString()).Order());
        Assert.All(["one#1 plain", "one#2 plain"], id => Assert.Equal("healthy", result.Diagnosis(id)));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_list_of_keys_among_the_variables_is_read_and_one_that_lacks_is_told_by_its_variable()
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server).With(Setting + "ApiKeys__0", SmokeStand.Key).With(Setting + "ApiKeys__1", " ");

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Equal(("healthy", "key-missing"), (result.Diagnosis("one#1 plain"), result.Diagnosis("one#2 plain")));
        Assert.Contains(Setting + "ApiKeys__1.", result.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiKey")]
    [InlineData("APIKEY")]
    public async Task A_variable_of_a_setting_is_found_whatever_its_case(string name)
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server).With((Setting + name).ToUpperInvariant(), SmokeStand.Key);

        Assert.Equal("healthy", (await stand.JsonAsync("--shape", "plain")).Diagnosis("one plain"));
    }

    [Fact]
    public async Task How_a_provider_is_called_and_what_a_target_is_called_there_come_from_the_settings()
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server);
        Settings(stand, """{ "Providers": { "p": { "Auth": "none" } }, "Targets": { "one": { "Deployment": "theirs" } } }""");

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Equal("healthy", result.Diagnosis("one plain"));
        Assert.Equal(("theirs", false), (Assert.Single(server.Requests).Model, server.Requests[0].HasCredential));
    }

    [Fact]
    public async Task The_file_of_the_environment_wins_over_the_common_one_and_a_variable_over_both()
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server).With("SMOKE_KEY", SmokeStand.Key).With("DOTNET_ENVIRONMENT", "Staging");
        Settings(stand, """{ "Targets": { "one": { "Deployment": "common" } } }""");
        Settings(stand, """{ "Targets": { "one": { "Deployment": "staging" } } }""", "appsettings.Staging.json");

        await stand.JsonAsync("--shape", "plain");
        stand.With("RouteGen__SmokeRoutes__Targets__one__Deployment", "own");
        await stand.JsonAsync("--shape", "plain");

        Assert.Equal(["staging", "own"], server.Requests.Select(static r => r.Model));
    }

    [Fact]
    public async Task The_files_beside_the_table_count_where_the_tool_runs_elsewhere()
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server, "src/App/routes.json");
        Settings(stand, $$"""{ "Providers": { "p": { "ApiKey": "{{SmokeStand.Key}}" } } }""", "src/App/appsettings.json");

        Assert.Equal("healthy", (await stand.JsonAsync("src/App/routes.json", "--shape", "plain")).Diagnosis("one plain"));
    }

    [Theory]
    [InlineData("Targets", "one")]
    [InlineData("Providers", "p")]
    public async Task A_target_that_operation_has_taken_out_is_called_only_by_its_name(string section, string name)
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server).With("SMOKE_KEY", SmokeStand.Key);
        Settings(stand, $$"""{ "{{section}}": { "{{name}}": { "Enabled": false } } }""");

        var all = await stand.JsonAsync("--shape", "plain");
        var asked = await stand.JsonAsync("--shape", "plain", "--target", "one");

        Assert.Equal((0, "disabled"), (all.ExitCode, all.Diagnosis("one plain")));
        Assert.Equal(["smoke-disabled"], all.FindingIds);
        Assert.Equal("healthy", asked.Diagnosis("one plain"));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("""{ "AllowMissing": true }""")]
    [InlineData("""{ "Providers": { "p": { "AllowMissing": "True" } } }""")]
    public async Task A_provider_that_may_be_missing_is_not_wrong(string settings)
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server);
        Settings(stand, settings);

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Equal((0, "key-missing"), (result.ExitCode, result.Diagnosis("one plain")));
    }

    [Fact]
    public async Task A_place_in_a_file_is_told_by_the_path_and_the_file()
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server).With("SMOKE_KEY", SmokeStand.Key);
        Settings(stand, """{ "Providers": { "p": { "Endpoint": "house/v1" } } }""");

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Equal("endpoint-wrong", result.Diagnosis("one plain"));
        Assert.Contains(
            "Fix RouteGen:SmokeRoutes:Providers:p:Endpoint in appsettings.json.", result.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Providers": { "p": { "ApiKye": "x" } } }""", "RouteGen:SmokeRoutes:Providers:p:ApiKye is not a setting")]
    [InlineData("""{ "Providers": { "q": { "ApiKey": "x" } } }""", "RouteGen:SmokeRoutes:Providers:q is not a provider of the table")]
    [InlineData("""{ "Targets": { "one": { "Enabled": "maybe" } } }""", "RouteGen:SmokeRoutes:Targets:one:Enabled must be true or false")]
    public async Task Settings_that_no_program_starts_with_are_refused(string settings, string words)
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server).With("SMOKE_KEY", SmokeStand.Key);
        Settings(stand, settings);

        var result = await stand.RunAsync();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task One_key_beside_several_is_refused_as_the_program_refuses_it()
    {
        await using var server = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand(server).With(Setting + "ApiKey", SmokeStand.Key).With(Setting + "ApiKeys__0", Second);

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Equal((1, "key-twice"), (result.ExitCode, result.Diagnosis("one plain")));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_file_that_is_no_JSON_is_named_with_its_line_and_not_quoted()
    {
        using var stand = SmokeStand.ForOne("openai", null);
        stand.Write($"{{\n  \"RouteGen\": {SmokeStand.Key} }}", "appsettings.json");

        var result = await stand.RunAsync();

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("appsettings.json", result.Errors, StringComparison.Ordinal);
        Assert.Contains("(line 2)", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulated_providers_are_called_as_the_table_has_them()
    {
        using var stand = SmokeStand.ForOne("openai", null);
        Settings(stand, """{ "Targets": { "one": { "Deployment": "theirs", "Enabled": false } } }""");

        Assert.Equal(0, (await stand.JsonAsync("--simulated")).ExitCode);
    }

    private static SmokeStand Stand(SimulatedProvider server, string file = "routes.json")
    {
        var stand = new SmokeStand().Without("SMOKE_KEY");
        stand.Write(
            SmokeStand.Table(
                $$"""{ "p": { "kind": "openai", "apiKeyEnv": "SMOKE_KEY", "endpoint": "{{server.Endpoint}}" } }""",
                """{ "m": { "contextWindow": 100000, "maxOutput": 8000 } }""",
                """{ "one": { "provider": "p", "model": "m" } }""",
                """{ "ask": { "about": "Asks.", "chain": ["one"] } }"""),
            file);
        return stand;
    }

    private static void Settings(SmokeStand stand, string ofTable, string file = "appsettings.json") =>
        stand.Write($$"""{ "RouteGen": { "SmokeRoutes": {{ofTable}} } }""", file);
}
