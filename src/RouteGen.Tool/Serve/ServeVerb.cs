using System.CommandLine;
using RouteGen.Tool.Serve.Hosting;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Serve;

/// <summary>The verb <c>serve</c>.</summary>
internal static class ServeVerb
{
    public static Command Create(ToolHost host)
    {
        var table = TableArgument.Create();
        var urls = new Option<string?>("--urls")
        {
            Description = $"Listen there; {ServeOptions.DefaultUrl} by default, port 0 takes a free one. Semicolons separate several.",
            HelpName = "addresses",
        };
        var simulated = new Option<bool>("--simulated") { Description = "Simulate every provider: no key, no network, no bill." };
        var fail = new Option<string[]>("--fail")
        {
            Description = "With --simulated, make a target fail, such as gpt-mini=overloaded.",
            HelpName = "target=fault",
        };
        var key = new Option<string?>("--key") { Description = "Take this as a key for every route.", HelpName = "key" };
        var keys = Store("--keys", "Keys, as 'routegen keys' writes them.", "keys.db");
        var spend = Store("--spend", "Write what every call costs there.", "spend.db");
        var records = Store("--records", "Write the record of every call there; in memory otherwise.", "records.db");
        var ledger = Store("--ledger", "Keep budgets there; in memory otherwise.", "budgets.db");
        var catalog = Store("--catalog", "Take this file for the packed catalog of models.", "file");
        var state = Store("--state", "Keep ten versions of the table there over starts; in memory otherwise.", "folder");
        var noReload = new Option<bool>("--no-reload") { Description = "Do not put changes of the table in force." };
        var json = new Option<bool>("--json") { Description = "Print one line of JSON when ready, and nothing else, on standard output." };
        var verbose = new Option<bool>("--verbose") { Description = "Tell of every call on standard error." };
        var verb = new Verb("serve", "Serves a table as an endpoint for OpenAI and Anthropic clients; changes of the file go live.")
        {
            table, urls, simulated, fail, key, keys, spend, records, ledger, catalog, state, noReload, json, verbose,
        }
            .Example("routegen serve --simulated", "try clients out, without a key of any provider")
            .Example("routegen serve routes.json --keys keys.db --spend spend.db --ledger budgets.db", "for a team, with keys and budgets")
            .Example("routegen serve --simulated --fail mini=overloaded --urls http://127.0.0.1:0 --json", "a test's own endpoint");
        verb.SetAction((result, cancellation) => RunAsync(
            host,
            new()
            {
                Table = result.GetRequiredValue(table),
                Urls = ServeAddress.Choose(host, result.GetValue(urls)),
                IsSimulated = result.GetValue(simulated),
                Faults = result.GetValue(fail) ?? [],
                Key = result.GetValue(key),
                Keys = result.GetValue(keys),
                Spend = result.GetValue(spend),
                Records = result.GetValue(records),
                Ledger = result.GetValue(ledger),
                Catalog = result.GetValue(catalog),
                State = result.GetValue(state),
                Reloads = !result.GetValue(noReload),
                IsVerbose = result.GetValue(verbose),
            },
            result.GetValue(json),
            cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(ToolHost host, ServeOptions options, bool asJson, CancellationToken cancellation)
    {
        var server = await ServeServer.StartAsync(host, options, cancellation: cancellation).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            await host.Out.WriteLineAsync(asJson ? ServeWelcome.WriteJson(server, options) : ServeWelcome.Write(server, options))
                .ConfigureAwait(false);
            await host.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ExitCode.Ok;
    }

    private static Option<string?> Store(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };
}
