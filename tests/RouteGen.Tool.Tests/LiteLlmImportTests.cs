using System.Text.Json;
using RouteGen.Costs;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Tool.Tests;

public sealed class LiteLlmImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rates_per_token_become_rates_per_million_without_the_noise_of_binary_numbers()
    {
        var sheet = Import("""
            "input_cost_per_token": 1.5000000000000002e-07, "output_cost_per_token": 6e-07, "cache_read_input_token_cost": 2.5e-08,
            "cache_creation_input_token_cost": 3e-07,
            "cache_creation_input_token_cost_above_1hr": 4e-07, "input_cost_per_audio_token": 1e-06, "input_cost_per_image_token": 2e-06,
            "output_cost_per_reasoning_token": 7e-07,
            "output_cost_per_audio_token": 8e-06, "output_cost_per_image": 0.039, "input_cost_per_request": 0.005,
            "search_context_cost_per_query": { "search_context_size_low": 0.03, "search_context_size_medium": 0.035,
              "search_context_size_high": 0.05 }
            """).Price!.Sheet;

        Assert.Equal(
            new PriceSheet
            {
                Input = 0.15m,
                Output = 0.6m,
                CachedInput = 0.025m,
                CacheWrite = 0.3m,
                CacheWrite1h = 0.4m,
                AudioInput = 1m,
                ImageInput = 2m,
                Reasoning = 0.7m,
                AudioOutput = 8m,
                UsdPerImage = 0.039m,
                UsdPerRequest = 0.005m,
                UsdPerWebSearch = 0.035m,
            },
            sheet);
    }

    [Fact]
    public void Thresholds_and_service_tiers_are_read_off_the_names()
    {
        var model = Import("""
            "input_cost_per_token": 5e-06, "output_cost_per_token": 3e-05, "input_cost_per_token_above_272k_tokens": 1e-05,
            "output_cost_per_token_above_272k_tokens": 4.5e-05,
            "input_cost_per_token_flex": 2.5e-06, "input_cost_per_token_above_272k_tokens_flex": 5e-06,
            "output_cost_per_token_priority": 6e-05, "input_cost_per_token_batches": 2.5e-06,
            "regional_processing_uplift_multiplier_eu": 1.1
            """);

        Assert.Equal(
            new PriceSheet
            {
                Input = 5m,
                Output = 30m,
                Tier = new PriceTier(272_000, new PriceSheet { Input = 10m, Output = 45m }),
                Flex = new PriceSheet { Input = 2.5m, Tier = new PriceTier(272_000, new PriceSheet { Input = 5m }) },
                Priority = new PriceSheet { Output = 60m },
                Batch = new PriceSheet { Input = 2.5m },
            },
            model.Price!.Sheet);
        Assert.Equal([new RegionalMultiplier("eu", 1.1m)], model.Price.RegionalMultipliers);
    }

    [Fact]
    public void Ranges_become_tiers() => Assert.Equal(
        new PriceSheet { Input = 0.05m, Output = 0.4m, Tier = new PriceTier(256_000, new PriceSheet { Input = 0.25m, Output = 2m }) },
        Import("""
            "tiered_pricing": [ { "input_cost_per_token": 5e-08, "output_cost_per_token": 4e-07, "range": [0, 256000.0] },
              { "input_cost_per_token": 2.5e-07, "output_cost_per_token": 2e-06, "range": [256000.0, 1000000.0] } ]
            """).Price!.Sheet);

    [Fact]
    public void Windows_features_and_retirement_are_kept()
    {
        var model = Import("""
            "input_cost_per_token": 5e-06, "output_cost_per_token": 3e-05, "max_input_tokens": 200000, "max_output_tokens": 64000,
            "supports_function_calling": true, "supports_vision": true,
            "supports_response_schema": false, "supports_sampling_params": false, "deprecation_date": "2027-01-31"
            """);

        Assert.Equal((200_000, 64_000), (model.ContextWindow!.Value, model.MaxOutput!.Value));
        Assert.Equal(ModelFeatures.Streaming | ModelFeatures.Tools | ModelFeatures.Vision, model.Features);
        Assert.Equal(RequestParameters.Temperature | RequestParameters.TopP | RequestParameters.TopK, model.Unsupported);
        Assert.Contains(
            "\"retires\": \"2027-01-31\"", File.ReadAllText(Path.Combine(_folder, "out.models.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""" "input_cost_per_token": 0, "output_cost_per_token": 0 """, "they are 0, which the map writes for unknown")]
    [InlineData(
        """ "input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06, "input_cost_per_character": 1e-06 """,
        "a rate that RouteGen does not have")]
    [InlineData(""" "input_cost_per_token": 1e-06, "output_cost_per_token": 2.00 """, "above 1,000,000 USD per million tokens")]
    [InlineData(""" "input_cost_per_token": 1e-06, "output_cost_per_token": 1.23456789e-07 """, "finer than a ledger counts")]
    [InlineData(""" "input_cost_per_token": 1e-06, "output_cost_per_token": "free" """, "is not a number")]
    public void What_is_left_out_is_reported(string entry, string reason) =>
        Assert.Contains(reason, Report(entry), StringComparison.Ordinal);

    [Fact]
    public void The_price_checks_run_over_the_result_and_are_printed() =>
        Assert.Contains(
            "'input' of model 'm' is 15000 USD per million tokens",
            Report(""" "input_cost_per_token": 0.015, "output_cost_per_token": 0.06 """),
            StringComparison.Ordinal);

    [Fact]
    public void What_is_neither_a_chat_nor_an_embedding_model_is_listed_with_the_reason()
    {
        var report = Run("""{ "sample_spec": { }, "e": { "mode": "rerank" }, "f": 5, "g": { }, "h": { "mode": "chat" } }""");

        Assert.Contains("5 entries: 1 converted, 4 not.", report, StringComparison.Ordinal);
        Assert.Contains("neither a chat nor an embedding model: rerank", report, StringComparison.Ordinal);
        Assert.Contains("not converted\tf\tnot an object", File.ReadAllText(Path.Combine(_folder, "report.tsv")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_embedding_model_gets_its_dimensions_its_input_and_the_price_of_that()
    {
        Run("""
            { "e": { "mode": "embedding", "input_cost_per_token": 2e-08, "input_cost_per_token_batches": 1e-08,
              "output_cost_per_token": 0.0, "output_cost_per_token_batches": 0.0, "output_vector_size": 1536,
              "max_input_tokens": 8191, "max_tokens": 8191 },
              "f": { "mode": "embedding", "input_cost_per_token": 1e-07, "output_cost_per_token": 1e-07, "max_tokens": 512 } }
            """);

        var file = Written();
        Assert.Empty(file.Problems);
        var (whole, partial) = (file.Models.First(), file.Models.Last());
        Assert.Equal((8_191, 1_536), (whole.MaxInput!.Value, whole.Dimensions!.Value));
        Assert.Null(whole.ContextWindow);
        Assert.Null(whole.MaxOutput);
        Assert.Equal(new PriceSheet { Input = 0.02m, Batch = new PriceSheet { Input = 0.01m } }, whole.Price!.Sheet);
        Assert.Equal((512, null), (partial.MaxInput!.Value, partial.Dimensions));
        Assert.Equal(new PriceSheet { Input = 0.1m }, partial.Price!.Sheet);
        Assert.Contains("skipped\tf\toutput_cost_per_token: the vectors of an embedding model are not billed",
            File.ReadAllText(Path.Combine(_folder, "report.tsv")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_models_completes_and_corrects_the_map()
    {
        var update = Path.Combine(_folder, "update.models.json");
        File.WriteAllText(update, """
            { "models": { "m": { "retires": "2027-01-31", "maxOutput": 9 }, "n": { "usdPerMTok": { "input": 3, "output": 4 } } } }
            """);

        var said = Run("""{ "m": { "mode": "chat", "max_output_tokens": 5, "input_cost_per_token": 1e-06 } }""", "--update", update);

        Assert.Contains("update.models.json adds 1 models and changes 1.", said, StringComparison.Ordinal);
        var models = Written().Models.ToArray();
        Assert.Equal(["m", "n"], models.Select(m => m.Name));
        Assert.Equal((9, "2027-01-31", 1m), (models[0].MaxOutput!.Value, models[0].Retires!, models[0].Price!.Sheet.Input!.Value));
        Assert.Equal(new PriceSheet { Input = 3m, Output = 4m }, models[1].Price!.Sheet);
    }

    [Fact]
    public void A_file_of_models_with_an_error_is_refused_with_its_line()
    {
        var update = Path.Combine(_folder, "update.models.json");
        File.WriteAllText(update, "{ \"models\": {\n \"m\": { \"maxOutput\": -1 } } }");
        var map = Path.Combine(_folder, "map-2026-08-01.json");
        File.WriteAllText(map, """{ "m": { "mode": "chat" } }""");
        using var errors = new StringWriter();

        Assert.Equal(64, ToolRun.Run(["import", "litellm", map, "--update", update], TextWriter.Null, errors));

        Assert.Contains("update.models.json, line 2: ", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_names_chooses_and_renames()
    {
        var names = Path.Combine(_folder, "names.txt");
        File.WriteAllText(names, "# chosen\nx/m = m\nn without tiers # not its window\n");

        Run("""{ "x/m": { "mode": "chat" }, "n": { "mode": "chat", "input_cost_per_token": """ +
            """1e-06, "input_cost_per_token_above_128k_tokens": 2e-06 }, "o": { "mode": "chat" } }""", "--names", names);

        var file = Written();
        Assert.Equal(["m", "n"], file.Models.Select(m => m.Name));
        Assert.Null(file.Models.Last().Price!.Sheet.Tier);
    }

    [Fact]
    public void The_whole_map_becomes_a_file_that_reads_without_a_problem()
    {
        var map = FindMap();
        using var output = new StringWriter();
        var target = Path.Combine(_folder, "all.models.json");

        Assert.Equal(0, ToolRun.Run(
            ["import", "litellm", map, "-o", target, "--report", Path.Combine(_folder, "all.tsv")], output, TextWriter.Null));

        Assert.StartsWith("2,986 entries: 2,532 converted, 454 not.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\nThe price checks find 49:", output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(8, output.ToString().Split(" of RouteGen.Catalog (").Length - 1);
        var report = File.ReadAllLines(Path.Combine(_folder, "all.tsv"));
        Assert.Equal(2_986, report.Count(l => !l.StartsWith("skipped", StringComparison.Ordinal)));
        Assert.Equal(2_532, ModelsFile.Read(new TextFile(target, File.ReadAllText(target))).Models.Count());
    }

    [Theory]
    [InlineData("\"input_cost_per_token_above_99999999999k_tokens\": 2e-06")]
    [InlineData("\"input_cost_per_token_above_9999999k_tokens\": 2e-06")]
    [InlineData("\"input_cost_per_token_above_0k_tokens\": 2e-06")]
    [InlineData("\"tiered_pricing\": [1, \"2\", null]")]
    [InlineData("\"tiered_pricing\": [{ \"range\": [\"a\", \"b\"], \"input_cost_per_token\": 2e-06 }]")]
    [InlineData("\"tiered_pricing\": [{ \"range\": [0.5, 9], \"input_cost_per_token\": 2e-06 }]")]
    [InlineData("\"regional_processing_uplift_multiplier_eu\": \"1.1\"")]
    [InlineData("\"provider_specific_entry\": { \"us\": true }")]
    public void What_makes_no_sense_in_one_entry_is_left_out_and_the_others_are_converted(string odd)
    {
        Run($$"""
            { "odd": { "mode": "chat", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, {{odd}} },
              "even": { "mode": "chat", "input_cost_per_token": 3e-06, "output_cost_per_token": 4e-06 } }
            """);

        Assert.Equal(
            [new PriceSheet { Input = 1m, Output = 2m }, new PriceSheet { Input = 3m, Output = 4m }],
            Written().Models.Select(static m => m.Price!.Sheet));
    }

    [Fact]
    public void Reasoning_at_the_rate_of_output_follows_the_output_of_each_service_tier()
    {
        var same = Import("""
            "input_cost_per_token": 1e-06, "output_cost_per_token": 9e-06, "output_cost_per_reasoning_token": 9e-06,
            "input_cost_per_token_priority": 2e-06, "output_cost_per_token_priority": 1.8e-05
            """).Price!.Sheet;
        var other = Import("""
            "input_cost_per_token": 1e-06, "output_cost_per_token": 9e-06, "output_cost_per_reasoning_token": 3e-06
            """).Price!.Sheet;

        Assert.Equal((null, 18m), (same.Reasoning, same.Priority!.Output));
        Assert.Equal(3m, other.Reasoning);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"m\": {")]
    public void A_file_that_is_no_json_is_named(string text)
    {
        var path = Path.Combine(_folder, "map-2026-08-01.json");
        File.WriteAllText(path, text);
        using var errors = new StringWriter();

        Assert.Equal(70, ToolRun.Run(["import", "litellm", path], TextWriter.Null, errors));
        Assert.Contains("map-2026-08-01.json' is no JSON that can be read, as of line 1", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalog_is_what_the_importer_makes_of_the_map_the_list_of_names_and_the_updates()
    {
        var map = FindMap();
        var catalog = Above("src/RouteGen.Catalog/names.txt")!;
        var update = Path.Combine(Path.GetDirectoryName(catalog)!, "updates.models.json");
        var target = Path.Combine(_folder, "RouteGen.Catalog.models.json");

        Assert.Equal(0, ToolRun.Run(
            ["import", "litellm", map, "-o", target, "--names", catalog, "--update", update], TextWriter.Null, TextWriter.Null));

        Assert.Equal(
            File.ReadAllText(Path.Combine(Path.GetDirectoryName(catalog)!, "RouteGen.Catalog.models.json")), File.ReadAllText(target));
    }

    private ModelEntry Import(string entry)
    {
        Report(entry);
        var file = Written();
        Assert.Empty(file.Problems);
        return Assert.Single(file.Models);
    }

    private string Report(string entry) => Run($$"""{ "m": { "mode": "chat", {{entry}} } }""");

    private string Run(string map, params string[] options)
    {
        var path = Path.Combine(_folder, "map-2026-08-01.json");
        File.WriteAllText(path, JsonDocument.Parse(map).RootElement.GetRawText());
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = ToolRun.Run(["import", "litellm", path,
            "-o", Path.Combine(_folder, "out.models.json"), "--report", Path.Combine(_folder, "report.tsv"), .. options], output, errors);
        Assert.True(exit == 0, errors.ToString() + output);
        return output.ToString();
    }

    private ModelsFile Written() =>
        ModelsFile.Read(new TextFile("out.models.json", File.ReadAllText(Path.Combine(_folder, "out.models.json"))));

    private static string FindMap()
    {
        var map = Above("shared/data/litellm-prices-2026-08-01.json");
        Assert.SkipWhen(map is null, "shared/data/litellm-prices-2026-08-01.json is in no folder above; the real map is not imported.");
        return map!;
    }

    private static string? Above(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        return null;
    }
}
