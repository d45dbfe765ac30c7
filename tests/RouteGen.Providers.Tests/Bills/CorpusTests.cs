using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Costs;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests.Bills;

/// <summary>
/// Replies of many vendors, as they send them: each file of the corpus is served over a socket, read by the real adapter behind a route,
/// and the record must hold the bill that stands in the file.
/// </summary>
public sealed class CorpusTests
{
    private static readonly string[] Parts =
        ["input", "cached", "written", "written1h", "audioIn", "imageIn", "output", "reasoning", "audioOut", "imageOut", "searches"];

    private static readonly string[] Known =
    [
        .. Parts, "vendor", "kind", "api", "mode", "source", "rule", "asked", "model", "prices", "also", "bill", "stated", "cost", "tier",
        "finish", "text", "fault", "estimated", "counts", "tools",
    ];

    public static TheoryData<string> Files => [.. BillFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_reply_is_billed_as_its_vendor_says(string name)
    {
        var file = BillFile.Read(name);
        var (response, record) = await AskAsync(file);
        var attempt = Assert.Single(record.Attempts);

        var (expected, actual) = (Expected(file), Actual(file, response, attempt));
        Assert.True(expected == actual, $"{file["rule"]}\nexpected\n{expected}\nbut the record has\n{actual}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_bill_adds_up(string name)
    {
        var file = BillFile.Read(name);
        Assert.Empty(file.Lines.Except(Known));
        foreach (var line in new[] { "vendor", "kind", "mode", "source", "rule", "cost" })
        {
            Assert.NotEqual("", file.Require(line));
        }

        if (file["bill"] is { } bill)
        {
            // Added up in the file's own words, and without the arithmetic that is under test.
            var sum = bill[..bill.IndexOf(" = ", StringComparison.Ordinal)].Split(" + ").Sum(Term);
            Assert.Equal(Sum(bill), sum);
            if (file["stated"] is null && file.Cost.Usd is { } usd)
            {
                Assert.Equal(sum, usd);
            }
        }
    }

    [Fact]
    public void The_corpus_is_large_and_of_many_vendors()
    {
        var files = BillFile.Names.Select(BillFile.Read).ToArray();
        Assert.True(files.Length >= 120, $"{files.Length} files");
        Assert.InRange(files.Count(file => file.Streamed), 40, files.Length - 40);
        Assert.True(files.Select(file => file.Require("vendor")).Distinct().Count() >= 14);
    }

    // What stands after the last sign of equality.
    private static decimal Sum(string bill) =>
        decimal.Parse(bill[(bill.IndexOf(" = ", StringComparison.Ordinal) + 3)..].Split(' ')[0], CultureInfo.InvariantCulture);

    // "12 fresh at 1" is of a million tokens; "2 searches for 0.01" is by piece.
    private static decimal Term(string term)
    {
        var words = term.Split(' ');
        var rate = decimal.Parse(words[^1], CultureInfo.InvariantCulture);
        return BillFile.Number(words[0]) * rate / (words[^2] == "for" ? 1m : 1_000_000m);
    }

    private static async Task<(ChatResponse Response, RouteRecord Record)> AskAsync(BillFile file)
    {
        await using var server = new RawServer(file.Head, file.Body);
        await using var services = new ServiceCollection().AddRouteTable<BillTable>(table => table.Configure(settings =>
        {
            settings.AllowMissing = true;
            var provider = settings.GetOrAddProvider(BillTable.ProviderOf(file));
            provider.ApiKey = Adapters.Key;
            provider.Endpoint = server.Endpoint;
        })).BuildServiceProvider();
        var route = services.GetRequiredService<BillTable>().RouteOf(file);
        var options = file["tools"] is { } tool ? new ChatOptions { Tools = [AIFunctionFactory.Create(() => "", tool)] } : null;
        var updates = new List<ChatResponseUpdate>();
        try
        {
            if (!file.Streamed)
            {
                var whole = await route.GetResponseAsync("Good morning", options);
                return (whole, whole.Record);
            }

            await foreach (var update in route.GetStreamingResponseAsync("Good morning", options))
            {
                updates.Add(update);
            }

            return (updates.ToChatResponse(), updates[^1].GetRouteRecord()!);
        }
        catch (RouteException e)
        {
            return (updates.ToChatResponse(), e.Record);
        }
    }

    private static string Expected(BillFile file)
    {
        var (usd, source) = file.Cost;
        return string.Join('\n', [
            .. file["fault"] is "any" ? [] : new[] { $"fault: {file["fault"] ?? "None"}" },
            file["counts"] is "open" ? "" : file["estimated"] is { } estimate ? $"estimated: {estimate}"
                : $"counted: {Counts(part => file.Count(part))}",
            .. file["stated"] is not null && file["bill"] is { } bill ? [$"computed: {Usd(Sum(bill))}"] : Array.Empty<string>(),
            $"cost: {(usd is { } exact ? Usd(exact) : "any")} {source}",
            .. file["model"] is { } model ? [$"model: {model}"] : Array.Empty<string>(),
            .. file["tier"] is { } tier ? [$"tier: {tier}"] : Array.Empty<string>(),
            .. file["finish"] is { } finish ? [$"finish: {finish}"] : Array.Empty<string>(),
            .. file["text"] is { } text ? [$"text: {text}"] : Array.Empty<string>(),
        ]);
    }

    // In the words of the file, and only as much as it states.
    private static string Actual(BillFile file, ChatResponse response, AttemptRecord attempt)
    {
        var (usd, source) = file.Cost;
        var counted = attempt.Usage is { } usage ? Counts(part => PartOf(usage, part)) : "nothing";
        return string.Join('\n', [
            .. file["fault"] is "any" ? []
                : new[] { $"fault: {attempt.Fault}{(attempt.Fault == Fault.None || file["fault"] is not null ? "" : Why(attempt))}" },
            file["counts"] is "open" ? "" : file["estimated"] is { } estimate ? $"estimated: {Within(estimate, attempt.EstimatedUsage)}"
                : $"counted: {counted}",
            .. file["stated"] is not null && file["bill"] is not null
                ? [$"computed: {Usd(attempt.ComputedCostUsd)}"]
                : Array.Empty<string>(),
            $"cost: {(usd is not null ? Usd(attempt.CostUsd) : attempt.CostUsd > 0 ? "any" : "none")} "
                + (source is not null ? Word(attempt.CostSource) : ""),
            .. file["model"] is not null ? [$"model: {attempt.ResponseModel}"] : Array.Empty<string>(),
            .. file["tier"] is not null ? [$"tier: {Word(attempt.ServiceTier)}"] : Array.Empty<string>(),
            .. file["finish"] is not null ? [$"finish: {response.FinishReason}"] : Array.Empty<string>(),
            .. file["text"] is not null ? [$"text: {response.Text}"] : Array.Empty<string>(),
        ]);
    }

    private static string Why(AttemptRecord attempt) => $" {attempt.Code} {attempt.Detail}";

    // "input 100, output 3..9": repeated where it holds.
    private static string Within(string estimate, TokenUsage? usage)
    {
        if (usage is not { } tokens)
        {
            return "nothing";
        }

        var holds = estimate.Split(", ").All(part =>
        {
            var words = part.Split(' ');
            var bounds = words[1].Split("..").Select(bound => long.Parse(bound, CultureInfo.InvariantCulture)).ToArray();
            return PartOf(tokens, words[0]) is var count && count >= bounds[0] && count <= bounds[^1];
        });
        return holds ? estimate : Counts(part => PartOf(tokens, part));
    }

    private static string Counts(Func<string, long> count) => string.Join(
        ", ", Parts.Where(part => part is "input" or "output" || count(part) != 0).Select(part => $"{part} {count(part)}"));

    private static long PartOf(TokenUsage usage, string part) => part switch
    {
        "input" => usage.Input,
        "cached" => usage.CachedInput,
        "written" => usage.CacheWrite,
        "written1h" => usage.CacheWrite1h,
        "audioIn" => usage.AudioInput,
        "imageIn" => usage.ImageInput,
        "output" => usage.Output,
        "reasoning" => usage.Reasoning,
        "audioOut" => usage.AudioOutput,
        "imageOut" => usage.ImageOutput,
        _ => usage.WebSearches,
    };

    private static string Usd(decimal? usd) => usd?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "null";

    private static string Word(Enum value) => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}
