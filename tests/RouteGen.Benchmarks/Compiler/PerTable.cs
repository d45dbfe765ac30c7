
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RouteGen.Model.Checks;
using RouteGen.Model.Json;
using RouteGen.Model.Reading;

namespace RouteGen.Benchmarks.Compiler;

/// <summary>
/// What a table of 200 routes costs while it is typed: reading it, and all rules on it, beside System.Text.Json parsing the same text
/// and a walk that reads every name and value.
/// </summary>
[MemoryDiagnoser]
public class PerTable
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly DateTime Today = new(2026, 12, 1);
    private string _text = "";
    private TableReading _reading = null!;

    [GlobalSetup]
    public void Write()
    {
        _text = TableText.Write(200);
        _reading = Read();
    }

    [Benchmark]
    public void SystemTextJsonAlone() => JsonDocument.Parse(_text, Lenient).Dispose();

    [Benchmark(Baseline = true)]
    public int SystemTextJsonAndAWalk()
    {
        using var document = JsonDocument.Parse(_text, Lenient);
        return Walk(document.RootElement);
    }

    [Benchmark]
    public JsonTree Parse() => JsonParser.Parse("routes.json", _text);

    [Benchmark]
    public TableReading Read() => TableReader.Read(new TextFile("routes.json", _text), []);

    [Benchmark]
    public int Rules() => TableChecks.Run(_reading).Count;

    [Benchmark]
    public int CalendarRules() => CalendarChecks.Run(_reading, Today).Count;

    private static int Walk(JsonElement element)
    {
        var read = 0;
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    read += property.Name.Length + Walk(property.Value);
                }

                return read;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    read += Walk(item);
                }

                return read;
            case JsonValueKind.String:
                return element.GetString()!.Length;
            case JsonValueKind.Number:
                return (int)element.GetDecimal();
            default:
                return element.ValueKind == JsonValueKind.True ? 1 : 0;
        }
    }
}
