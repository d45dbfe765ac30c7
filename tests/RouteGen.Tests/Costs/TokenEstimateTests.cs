using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.Tokenizers;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Costs;

/// <summary>
/// The estimate beside o200k, over texts in twelve languages and the repository's own code, JSON and Markdown. Those named
/// "fitted" are what its weights were fitted to.
/// </summary>
public class TokenEstimateTests
{
    private static readonly Tokenizer O200k = TiktokenTokenizer.CreateForEncoding("o200k_base");

    private static readonly string[] Files = [.. typeof(TokenEstimateTests).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith("Texts/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    public static TheoryData<string> Texts => [.. Files];

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_estimate_is_within_fifteen_percent_of_o200k(string name)
    {
        var text = Read(name);

        Assert.InRange((double)TextTokens.Estimate(text) / O200k.CountTokens(text), 0.85, 1.15);
    }

    /// <summary>Prints the table of docs/costs.md.</summary>
    [Fact]
    public void The_documentation_has_the_errors_that_are_measured()
    {
        var page = File.ReadAllText(Path.Combine(FindDocs(), "costs.md"));
        string[] rows = [.. Files.Where(f => !f.Contains("fitted", StringComparison.Ordinal)).Select(Row)];
        TestContext.Current.SendDiagnosticMessage(string.Join('\n', rows));

        Assert.All(rows, row => Assert.Contains(row, page, StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_in_pieces_is_estimated_as_the_whole()
    {
        var text = Read("Texts/German.txt");
        var pieces = default(TextTokens);
        foreach (var c in text)
        {
            pieces.Add([c]);
        }

        Assert.Equal(TextTokens.Estimate(text), pieces.Tokens);
    }

    [Theory]
    [InlineData("gpt-4o", 1024, 1024, 85 + (170 * 4))]
    [InlineData("gpt-4o", 2048, 4096, 85 + (170 * 6))]
    [InlineData("gpt-4.1-mini", 1024, 1024, 1659)]
    [InlineData("claude-sonnet-5", 200, 200, 54)]
    [InlineData("claude-sonnet-5", 4000, 4000, 1600)]
    [InlineData("gemini-2.5-pro", 960, 540, 516)]
    [InlineData("house-model", 10, 10, 3779)]
    public void An_image_counts_by_its_providers_formula(string model, int width, int height, long tokens)
    {
        byte[] png =
        [
            0x89, (byte)'P',
            (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, .. "IHDR"u8, .. BigEndian(width), .. BigEndian(height), 8, 6, 0, 0, 0
        ];
        byte[] jpeg =
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, .. BigEndian(height)[2..], .. BigEndian(width)[2..], 3, 1, 1, 1
        ];

        Assert.Equal(tokens, ImageTokens.Estimate(png, model));
        Assert.Equal(tokens, ImageTokens.Estimate(jpeg, model));
    }

    [Fact]
    public void Nothing_that_is_sent_counts_nothing()
    {
        var estimator = new TokenEstimator("gpt-5-mini");
        AIContent[] contents =
        [
            new DataContent(new byte[1], "image/png"),
            new UriContent("https://x.example/a.png", "image/png"), new UriContent("https://x.example/a.pdf", "application/pdf"),
            new DataContent(new byte[1], "application/pdf"), new HostedFileContent("f"),
            new DataContent(new byte[9000], "audio/wav"), new FunctionCallContent("1", "f"), new FunctionResultContent("1", "r"),
        ];

        Assert.All(contents, content => Assert.InRange(estimator.Estimate(content), 1, 10_000));
    }

    [Fact]
    public async Task An_application_can_count_exactly()
    {
        await using var bench = new TestBench(services: s => s.AddSingleton<ITokenEstimator>(new Exact(text => O200k.CountTokens(text))));

        await bench.Route.GetResponseAsync("Der Kundendienst schließt um sechs Uhr.");

        // Three for the reply and four for the message's frame.
        Assert.Equal(7 + O200k.CountTokens("Der Kundendienst schließt um sechs Uhr."), bench.Record.EstimatedInputTokens);
    }

    [Fact]
    public async Task A_counter_that_fails_is_passed_over()
    {
        await using var bench = new TestBench(
            services: s => s.AddSingleton<ITokenEstimator>(new Exact(_ => throw new InvalidOperationException("no vocabulary"))));

        await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(7 + TextTokens.Estimate("a ticket"), bench.Record.EstimatedInputTokens);
    }

    private static string Row(string name)
    {
        var text = Read(name);
        var exact = O200k.CountTokens(text);
        var estimate = TextTokens.Estimate(text);
        return string.Create(CultureInfo.InvariantCulture, $"| {Path.GetFileNameWithoutExtension(name)} | {text.Length} | {exact} | " +
            $"{estimate} | {(100.0 * estimate / exact) - 100:+0.0;-0.0} % |");
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(TokenEstimateTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string FindDocs()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docs", "costs.md")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "docs");
    }

    private sealed class Exact(Func<string, long?> count) : ITokenEstimator
    {
        public long? CountTokens(string text, string model) => count(text);
    }
}
