using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RouteGen.Tool;
using RouteGen.Tool.Terminal;

namespace RouteGen.Docs.Tests.Recipes;

/// <summary>A line that begins with <c>routegen serve</c>, typed in a folder; on a free port, and over simulated providers.</summary>
internal sealed class ServeRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _serving;

    private ServeRun(Task<int> serving, CancellationTokenSource stop, JsonElement welcome, string? key)
    {
        (_serving, _stop) = (serving, stop);
        Key = key ?? welcome.GetProperty("key").GetString()!;
        BaseUrl = welcome.GetProperty("baseUrl").GetString()!;
    }

    public string BaseUrl { get; }

    public string Key { get; }

    public static async Task<ServeRun> StartAsync(string line, string folder, string? key = null)
    {
        var stop = new CancellationTokenSource();
        var output = new FirstLine();
        var errors = new FirstLine();
        var words = line.Split(' ')[1..];
        string[] args = [.. words, .. words.Contains("--simulated") ? [] : (string[])["--simulated"], "--urls", "http://127.0.0.1:0",
            "--json"];
        var serving = CommandLine.RunAsync(args, new ToolHost { Out = output, Error = errors, Folder = folder }, stop.Token);
        if (await Task.WhenAny(output.Line, serving) == serving)
        {
            Assert.Fail($"{line} ended with {await serving}: {errors}");
        }

        return new(serving, stop, JsonElement.Parse(await output.Line), key);
    }

    public async Task<HttpResponseMessage> AskAsync(string route)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Key) } };
        var messages = new[] { new { role = "user", content = "Hello" } };
        return await http.PostAsJsonAsync($"{BaseUrl}/chat/completions", new { model = route, messages },
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _stop.Dispose();
    }

    /// <summary>Tells of the first whole line.</summary>
    private sealed class FirstLine : TextWriter
    {
        private readonly StringBuilder _text = new();
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_text)
            {
                _text.Append(value);
                if (value == '\n')
                {
                    _line.TrySetResult(_text.ToString());
                }
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
}
