using System.CommandLine;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Calls;

/// <summary>The verb <c>call</c>.</summary>
internal static class CallVerb
{
    public static Command Create(ToolHost host)
    {
        var id = new Argument<string>("id")
        {
            Description = "The record's id ('x-request-id'), that of a reply, or the first digits where one call begins so.",
        };
        var records = new Option<string?>("--records") { Description = "The SQLite file with the records.", HelpName = "file" };
        var url = new Option<string?>("--url")
        {
            Description = "A running endpoint to ask instead: GET /v1/records/{id}.",
            HelpName =
            "url"
        };
        var key = new Option<string?>("--key-env") { Description = "The environment variable with the key for --url.", HelpName = "name" };
        var format = FormatOption.Create(OutputFormat.Text, OutputFormat.Json);
        var output = ResultOutput.CreateOption();
        var verb = new Verb("call", "Shows one call as a waterfall of its attempts.") { id, records, url, key, format, output }
            .Example("routegen call 019ac3f2 --records records.db", "what happened in a call, by the first digits of its id")
            .Example(
                "routegen call 019ac3f27d4e7c3a9f1b2c3d4e5f6071 --url http://localhost:8080 --key-env GATEWAY_KEY",
                "the same from a running endpoint");
        verb.SetAction(async (result, cancellation) =>
        {
            var asked = CallId.Read(result.GetRequiredValue(id));
            var (file, address) = (result.GetValue(records), result.GetValue(url));
            var json = (file, address) switch
            {
                (not null, null) => StoredCalls.Find(host, file, asked),
                (null, not null) => await ServedCalls.FindAsync(host, address, result.GetValue(key), asked, cancellation),
                (null, null) => throw new UsageException("Say where the records are: --records records.db, or --url http://localhost:"
                    + "8080."),
                _ => throw new UsageException("--records reads a file and --url asks an endpoint: use one of them."),
            };
            var call = CallRecord.Parse(json);
            var path = result.GetValue(output);
            if (result.GetRequiredValue(format) == OutputFormat.Json)
            {
                ResultOutput.Write(host, path, ResultOutput.Json(call.Write));
            }
            else
            {
                ResultOutput.Write(host, path, CallText.Create(call, hasBlocks: path is null && !host.IsOutputRedirected));
            }

            return ExitCode.Ok;
        });
        return verb;
    }
}
