using Quickstart.Scenarios;
using RouteGen;

namespace Quickstart.Reporting;

/// <summary>For machines: a record a line.</summary>
internal static class JsonReport
{
    public static void Write(ScenarioResult result) => Console.WriteLine(result.Record.ToJson());
}
