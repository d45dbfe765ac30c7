namespace RouteGen.Testing.Tests.Drills;

public sealed class DrillTests
{
    public static IEnumerable<object[]> Paths => RouteDrill.All<DeskTable>();

    [Theory]
    [MemberData(nameof(Paths))]
    public Task Every_path_of_the_table_serves(PathDrill path) => path.RunAsync();

    public static IEnumerable<object[]> LedPaths => RouteDrill.All<LedTable>();

    [Theory]
    [MemberData(nameof(LedPaths))]
    public Task Every_path_to_which_faults_lead_serves(PathDrill path) => path.RunAsync();

    [Fact]
    public async Task Where_the_table_stops_at_a_fault_its_paths_are_taken_by_another()
    {
        var record = await ((PathDrill)RouteDrill.All<DeskTable>(Fault.ServerError).Last()[0]).RunAsync();

        Assert.Equal([Fault.ContextTooLong, Fault.Overloaded, Fault.None], record.Attempts.DistinctBy(a => a.Target).Select(a => a.Fault));
    }

    [Fact]
    public void Theory_data_has_a_row_a_path_plain_and_streamed() =>
        Assert.Equal(
            ["ask → mini", "ask → mini (streamed)", "ask → haiku", "ask → haiku (streamed)", "ask → house", "ask → house (streamed)",
                "ask → big", "ask → big (streamed)", "ask → bigger", "ask → bigger (streamed)"],
            Paths.Select(row => row[0].ToString()));

    [Theory]
    [InlineData(Fault.RateLimited)]
    [InlineData(Fault.Overloaded)]
    [InlineData(Fault.Timeout)]
    [InlineData(Fault.Unauthorized)]
    [InlineData(Fault.QuotaExhausted)]
    [InlineData(Fault.ModelNotFound)]
    [InlineData(Fault.Conflict)]
    [InlineData(Fault.UnsupportedRequest)]
    [InlineData(Fault.ConnectionFailed)]
    [InlineData(Fault.EmptyReply)]
    public async Task A_fault_of_the_first_target_makes_the_second_serve(Fault fault)
    {
        var record = await On().Failing(DeskTarget.Mini, fault).ExpectServedByAsync(DeskTarget.Haiku);

        Assert.Equal(fault, record.FallbackReason);
    }

    [Fact]
    public async Task A_target_that_only_an_overflow_leads_to_serves_after_one()
    {
        var record = await On().Failing(DeskTarget.Mini, Fault.ContextTooLong).ExpectServedByAsync(DeskTarget.Big);

        Assert.Equal(["mini", "big"], record.Attempts.Select(a => a.Target));
    }

    [Fact]
    public async Task A_stream_that_breaks_before_its_first_word_falls_over()
    {
        var record = await On().Streamed().Failing(DeskTarget.Mini, Fault.StreamBroken).ExpectServedByAsync(DeskTarget.Haiku);

        Assert.True(record.Streamed);
    }

    [Fact]
    public async Task With_every_gateway_down_the_direct_target_serves() => await On().GatewaysDown().ExpectServedByAsync(DeskTarget.Haiku);

    [Fact]
    public async Task A_fault_that_no_target_cures_fails_the_call()
    {
        var record = await On().Failing(DeskTarget.Mini, Fault.InvalidRequest).ExpectFailureAsync(Fault.InvalidRequest);

        Assert.Equal(RouteOutcome.Stopped, record.Outcome);
    }

    [Fact]
    public async Task A_path_that_is_not_taken_fails_the_drill_and_says_what_to_do()
    {
        var e = await Assert.ThrowsAsync<RouteDrillException>(() => On().ExpectServedByAsync(DeskTarget.Haiku));

        Assert.Equal("'haiku' had to serve, and 'mini' did. Let 'mini' fail: .Failing(…, Fault.…).", e.Message);
        Assert.Equal("mini", e.Record!.ServedBy);
    }

    [Fact]
    public async Task A_call_that_serves_fails_a_drill_of_failure()
    {
        var e = await Assert.ThrowsAsync<RouteDrillException>(() => On().ExpectFailureAsync(Fault.Overloaded));

        Assert.Equal("The call had to fail with Overloaded, and 'mini' served.", e.Message);
    }

    [Fact]
    public async Task A_fault_that_no_provider_causes_cannot_be_acted_out() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => On().Failing(DeskTarget.Mini, Fault.CostLimitExceeded).ExpectServedByAsync(DeskTarget.Haiku));

    private static RouteDrill<DeskTable, DeskTarget> On() => RouteDrill.On<DeskTable>().Route(t => t.Ask);
}
