using System.Text;
using BenchmarkDotNet.Attributes;
using RouteGen.Wire;

namespace RouteGen.Benchmarks.Calls;

/// <summary>What the estimate of a text's tokens costs: every call pays for it over all of its messages. It allocates nothing.</summary>
[MemoryDiagnoser]
public class PerText
{
    private string _text = "";
    private byte[] _utf8 = [];

    [Params("English", "CSharp", "Json", "Chinese")]
    public string Kind { get; set; } = "";

    [Params(80, 1_000, 16_000)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        using var reader = new StreamReader(typeof(PerText).Assembly.GetManifestResourceStream($"Texts/{Kind}.txt")!);
        var once = reader.ReadToEnd().ReplaceLineEndings("\n");
        var text = new StringBuilder();
        while (text.Length < Length)
        {
            text.Append(once);
        }

        _text = text.ToString(0, Length);
        _utf8 = Encoding.UTF8.GetBytes(_text);
    }

    [Benchmark(Baseline = true)]
    public long Utf16() => TextTokens.Estimate(_text);

    [Benchmark]
    public long Utf8() => TextTokens.Estimate(_utf8);
}
