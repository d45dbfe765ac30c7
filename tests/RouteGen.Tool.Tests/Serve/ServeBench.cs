using System.Net.Http.Json;
using System.Text.Json;
using RouteGen.Tool.Serve;
using RouteGen.Tool.Serve.Files;
using RouteGen.Tool.Serve.Hosting;
using RouteGen.Tool.Serve.Reload;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Serve;

/// <summary>An endpoint over a file in a folder of its own, with every provider simulated.</summary>
internal sealed class ServeBench : IAsyncDisposable
{
    private readonly SyncWriter _log;

    private ServeBench(string folder, ToolHost host, ServeServer server, SyncWriter log)
    {
        (Folder, Host, Server, _log) = (folder, host, server, log);
        Http = Client(server.Keys.Key!);
        Admin = Client(server.Keys.AdminKey!);

        HttpClient Client(string key) =>
            new() { BaseAddress = new(server.Url), DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string Folder { get; }

    public ToolHost Host { get; }

    public ServeServer Server { get; }

    public HttpClient Http { get; }

    public HttpClient Admin { get; }

    /// <summary>What the log said so far.</summary>
    public string Log => _log.ToString();

    public string Path => System.IO.Path.Combine(Folder, "routes.json");

    /// <summary>Starts an endpoint over a table; changes of the file are seen at once where it reloads by itself.</summary>
    public static async Task<ServeBench> StartAsync(
        string? table = null, bool reloads = true, Func<ServeOptions, ServeOptions>? with = null, string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("routegen-serve-").FullName;
        var path = System.IO.Path.Combine(folder, "routes.json");
        if (table is not null || !File.Exists(path))
        {
            await File.WriteAllTextAsync(path, table ?? Tables.Desk(), Cancellation);
        }

        var log = new SyncWriter();
        var host = new ToolHost { Out = TextWriter.Null, Error = log, Folder = folder };
        var options = new ServeOptions
        {
            Table = "routes.json",
            Urls = "http://127.0.0.1:0",
            IsSimulated = true,
            Reloads = reloads,
            Pace = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200)),
        };
        var server = await ServeServer.StartAsync(host, with?.Invoke(options) ?? options, cancellation: Cancellation);
        return new(folder, host, server, log);
    }

    /// <summary>What sees changes, to be asked by hand: one that reloads by itself is not needed for that.</summary>
    public TableWatch Watch(TimeProvider time, WatchPace pace)
    {
        var source = new TableSource(Host, "routes.json", null);
        return new(source, Server.Versions, source.Read(), pace, time);
    }

    /// <summary>
    /// Changes the table at one stroke, and waits until it is in force, or refused: a file that is written in place is empty for a moment,
    /// and for longer than the watch waits where the machine has much else to do.
    /// </summary>
    public async Task ChangeAsync(string table, bool isGood = true)
    {
        var before = Server.Versions.Now;
        await File.WriteAllTextAsync(Path + ".new", table, Cancellation);
        File.Move(Path + ".new", Path, overwrite: true);
        await UntilAsync(() => isGood
            ? Server.Versions.Now.Number > before.Number
            : Server.Versions.Now.Refused is { } refused && refused != before.Refused);
    }

    /// <summary>Asks a route; the reply is one of 200.</summary>
    public async Task<HttpResponseMessage> AskAsync(string route, bool streamed = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new
            {
                model = route,
                stream = streamed,
                messages = new[] { new { role = "user", content = "Hello" } },
            }),
        };
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    /// <summary>The hash of the table that a reply's call ran on.</summary>
    public async Task<string> HashOfAsync(HttpResponseMessage reply)
    {
        var id = reply.Headers.GetValues("x-request-id").Single();
        var record = await Http.GetFromJsonAsync<JsonElement>($"/v1/records/{id}", Cancellation);
        return record.GetProperty("tableHash").GetString()!;
    }

    /// <summary>The table, as an administrator sees it.</summary>
    public async Task<JsonElement> TableAsync() =>
        (await Admin.GetFromJsonAsync<JsonElement>("/v1/admin/tables", Cancellation)).GetProperty("data")[0];

    public static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 60_000, "It takes too long.");
            await Task.Delay(5, Cancellation);
        }
    }

    /// <summary>Stops the endpoint; the folder stays.</summary>
    public async Task StopAsync()
    {
        Http.Dispose();
        Admin.Dispose();
        await Server.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A writer for several threads.</summary>
internal sealed class SyncWriter : TextWriter
{
    private readonly StringWriter _text = new();

    public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_text)
        {
            _text.Write(value);
        }
    }

    public override void WriteLine(string? value)
    {
        lock (_text)
        {
            _text.WriteLine(value);
        }
    }

    public override string ToString()
    {
        lock (_text)
        {
            return _text.ToString();
        }
    }
}
