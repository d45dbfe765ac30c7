using Microsoft.CodeAnalysis;
using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.RawHttpAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>RG2009: HTTP by hand to a provider of the table.</summary>
public class RawHttpTests
{
    private const string Address = "\"https://api.openai.com/v1/chat/completions\"";
    private const string Members = """
        private const string Url = "https://api.openai.com/v1/responses";
        private static readonly Uri Completions = new("https://api.openai.com/v1/chat/completions");
        private static readonly string Base = "https://api.openai.com";
        private readonly HttpClient http = new();
        private string Configured => "";
        private static readonly string Written = Base + "/v1/responses";
        private static string Told => $"{Base}/v1/responses";
        private static readonly Uri Whole = new(new Uri(Base), "/v1/responses");
        private string Changed = "https://api.openai.com/v1/responses";
        private string Kept = "https://api.openai.com/v1/responses";
        """;

    [Theory]
    [InlineData($"await http.{{|RG2009:PostAsync|}}({Address}, new StringContent(ticket), ct);")]
    [InlineData("await http.{|RG2009:PostAsync|}(Url, null);")]
    [InlineData("await http.{|RG2009:PostAsync|}(Completions, null);")]
    [InlineData("await http.{|RG2009:PostAsync|}($\"{Base}/v1/chat/completions\", null);")]
    [InlineData("await http.{|RG2009:PostAsync|}(Base + \"/v1/chat/completions?x=\" + ticket, null);")]
    [InlineData("await http.{|RG2009:PostAsync|}(new Uri(new Uri(\"https://api.openai.com/v1/\"), \"responses\"), null);")]
    [InlineData("var url = \"https://api.openai.com/v1/chat/completions/\"; await http.{|RG2009:PostAsync|}(url, null);")]
    [InlineData("await System.Net.Http.Json.HttpClientJsonExtensions.{|RG2009:PostAsJsonAsync|}(http, Url, ticket);")]
    [InlineData("await http.SendAsync({|RG2009:new HttpRequestMessage(HttpMethod.Post, Url)|});")]
    [InlineData("await http.SendAsync(new HttpRequestMessage { {|RG2009:RequestUri = new Uri(Url)|} });")]
    [InlineData("{|RG2009:http.BaseAddress = new Uri(\"https://api.openai.com/v1/\")|};")]
    [InlineData("{|RG2009:http.BaseAddress = new Uri(Configured ?? \"https://api.openai.com/v1/\")|}; await " +
        "http.PostAsync(\"responses\", null);")]
    [InlineData("using var own = new HttpClient { {|RG2009:BaseAddress = new(\"https://api.openai.com\")|} };")]
    [InlineData("await http.{|RG2009:PostAsync|}(Written, null); await http.{|RG2009:PostAsync|}(Told, null);")]
    [InlineData("await http.{|RG2009:PostAsync|}(Whole, null); await http.{|RG2009:PostAsync|}(Kept, null);")]
    [InlineData("await http.{|RG2009:PostAsync|}(ticket == \"\" ? \"https://example.com\" : Url, null);")]
    [InlineData("var b = new UriBuilder(\"https\", \"api.openai.com\") { Path = \"v1/responses\" }; " +
        "await http.{|RG2009:PostAsync|}(b.Uri, null);")]
    [InlineData("await http.{|RG2009:PostAsync|}(string.Format(\"https://{0}/v1/{1}\", \"api.openai.com\", \"responses\"), null);")]
    [InlineData("{|RG2009:http.BaseAddress ??= new Uri(\"https://api.openai.com/v1/\")|};")]
    [InlineData("string url; url = Url; await http.{|RG2009:PostAsync|}(url, null);")]
    [InlineData("string url; if (ticket == \"\") { url = \"https://example.com/x\"; } else { url = Url; } await " +
        "http.{|RG2009:PostAsync|}(url, null);")]
    [InlineData("string? url = null; switch (ticket) { case \"a\": url = Url; break; case \"b\": url = Configured; break; } await " +
        "http.{|RG2009:PostAsync|}(url, null);")]
    [InlineData("var url = Configured; if (url == \"\") { url = Url; } await http.{|RG2009:PostAsync|}(url, null);")]
    [InlineData("Uri to; to = new Uri(Base); to = new Uri(to, \"v1/responses\"); await http.{|RG2009:PostAsync|}(to, null);")]
    [InlineData("string url; Func<Task> ask = () => http.{|RG2009:PostAsync|}(url = Url, null); await ask();")]
    public Task A_call_past_the_routes_is_found(string statements) => Test.InBody(statements, Members);

    /// <summary>Followed by each value, to whatever depth, these would not end.</summary>
    [Fact]
    public Task Locals_that_are_assigned_to_each_other_are_followed_once() => Test.InBody(
        "var one = Configured; var two = one; while (true) { "
            + string.Concat(Enumerable.Repeat("if (ticket == Url) { one = two; } if (ticket != Url) { two = one; } ", 12))
            + "await http.PostAsync(one, null); }",
        Members);

    [Theory]
    [InlineData("services.AddHttpClient(\"openai\", c => {|RG2009:c.BaseAddress = new Uri(\"https://api.openai.com/v1/\")|});")]
    [InlineData("services.AddHttpClient(\"openai\").ConfigureHttpClient(c => { {|RG2009:c.BaseAddress = new " +
        "Uri(\"https://eu.api.openai.com\")|}; });")]
    public Task A_client_of_the_factory_is_found(string statements) => Test.InSetup(statements);

    [Theory]
    [InlineData("await http.PostAsync(\"https://api.openai.com/v1/audio/transcriptions\", null);")]
    [InlineData("await http.GetAsync(\"https://api.openai.com/v1/models\");")]
    [InlineData("await http.PostAsync(\"https://api.openai.com/v1/messages/batches\", null);")]
    [InlineData("await http.PostAsync(\"https://api.openai.com/v1/embeddings\", null);")]
    [InlineData("await http.PostAsync(\"https://api.anthropic.com/v1/messages\", null);")]
    [InlineData("await http.PostAsync(\"https://example.com/v1/chat/completions\", null);")]
    [InlineData("await http.PostAsync(\"/v1/chat/completions\", null);")]
    [InlineData("await http.PostAsync(Configured, null); await http.PostAsync($\"{ticket}/v1/chat/completions\", null);")]
    [InlineData("await http.PostAsync(new Uri(ticket), null); Console.WriteLine(Url);")]
    [InlineData("http.BaseAddress = new Uri(\"https://api.openai.com/v1/\"); await http.PostAsync(\"audio/speech\", null);")]
    [InlineData("http.BaseAddress = new Uri(\"https://api.openai.com/v1/files/\");")]
    [InlineData("await http.GetAsync(\"https://api.openai.com/v1/chat/completions\");")]
    [InlineData("_ = new HttpRequestMessage(HttpMethod.Get, \"https://api.openai.com/v1/responses\");")]
    [InlineData("Changed = ticket; await http.PostAsync(Changed, null);")]
    [InlineData("var url = \"https://api.openai.com/v1/responses\"; url = Configured; await http.PostAsync(url, null);")]
    [InlineData("string url; url = \"https://example.com\"; await http.PostAsync(url, null); url = Url; Console.WriteLine(url);")]
    [InlineData("var url = \"https://api.openai.com/v1/responses\"; (url, _) = (ticket, 1); await http.PostAsync(url, null);")]
    public Task What_no_route_serves_or_is_elsewhere_is_fine(string statements) =>
        Test.InBody(statements, Members.Replace("/v1/responses", "/v1", StringComparison.Ordinal)
            .Replace("/v1/chat/completions", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("await \"https://api.openai.com/v1/chat/completions\".{|RG2009:PostJsonAsync|}(new { });")]
    [InlineData("await Url.WithOAuthBearerToken(ticket).WithTimeout(9).{|RG2009:PostJsonAsync|}(new { }).ReceiveString();")]
    [InlineData("await \"https://api.openai.com\".AppendPathSegment(\"v1\").AppendPathSegments(\"chat\", \"completions\")" +
        ".SetQueryParam(\"x\", 1).WithHeader(\"a\", \"b\").{|RG2009:PostStringAsync|}(ticket);")]
    [InlineData("await new Flurl.Url(Base + \"/v1/responses\").{|RG2009:PostJsonAsync|}(new { });")]
    [InlineData("await Completions.{|RG2009:PostJsonAsync|}(new { });")]
    [InlineData("await $\"{Base}/v1/responses\".WithHeader(\"a\", \"b\").{|RG2009:SendJsonAsync|}(HttpMethod.Post, new { });")]
    [InlineData("await {|RG2009:new FlurlRequest(Url)|}.PostJsonAsync(new { });")]
    [InlineData("using var c = {|RG2009:new FlurlClient(\"https://api.openai.com\")|}; await c.Request(\"v1\", \"responses\")" +
        ".PostJsonAsync(new { });")]
    [InlineData("using var c = {|RG2009:new RestClient(\"https://api.openai.com/v1\")|}; await c.PostAsync(new " +
        "RestRequest(\"chat/completions\"));")]
    [InlineData("using var c = new RestClient(); var r = {|RG2009:new RestRequest(Url, Method.Post)|}; await c.ExecuteAsync(r);")]
    [InlineData("using var c = new RestClient({|RG2009:new RestClientOptions(\"https://api.openai.com/v1\")|});")]
    public Task Calls_of_other_clients_are_found(string statements) =>
        new Test("using Flurl;\nusing Flurl.Http;\nusing RestSharp;\n" + Test.Body(statements, Members)).RunAsync();

    [Theory]
    [InlineData("await \"https://api.openai.com/v1/models\".WithOAuthBearerToken(ticket).GetStringAsync();")]
    [InlineData("await Url.WithOAuthBearerToken(ticket).GetStringAsync();")]
    [InlineData("await \"https://example.com/v1/chat/completions\".PostJsonAsync(new { });")]
    [InlineData("await ticket.AppendPathSegment(\"v1/chat/completions\").PostJsonAsync(new { });")]
    [InlineData("await \"https://api.openai.com/v1\".AppendPathSegments(\"audio\", \"speech\").PostJsonAsync(new { });")]
    [InlineData("using var c = new RestClient(\"https://example.com\"); await c.PostAsync(new RestRequest(\"v1/responses\"));")]
    [InlineData("using var c = new RestClient(); _ = new RestRequest(\"https://api.openai.com/v1/files\", Method.Post);")]
    public Task Other_calls_of_other_clients_are_fine(string statements) =>
        new Test("using Flurl;\nusing Flurl.Http;\nusing RestSharp;\n" + Test.Body(statements, Members)).RunAsync();

    [Fact]
    public Task Vectors_are_found_where_the_table_has_a_route_for_them() => new Test(
        Test.Body($"await http.{{|RG2009:PostAsync|}}(\"https://api.openai.com/v1/embeddings\", null);", Members),
        table: UsageTable.WithEmbeddings).RunAsync();

    [Fact]
    public Task A_host_is_known_by_the_kinds_of_the_table() => new Test(
        Test.Body("""
            await http.{|RG2009:PostAsync|}("https://api.groq.com/openai/v1/chat/completions", null);
            await http.PostAsync("https://api.openai.com/v1/chat/completions", null);
            await http.{|RG2009:PostAsync|}($"https://{ticket}.openai.azure.com/openai/deployments/x/chat/completions?v=1", null);
            """, Members),
        table: UsageTable.Text.Replace("\"openai\": { \"kind\": \"openai\"", "\"openai\": { \"kind\": \"groq\"", StringComparison.Ordinal)
            .Replace(
                "\"inhouse\":",
                "\"azure\": { \"kind\": \"azure-openai\", \"apiKeyEnv\": \"A\", \"endpoint\": \"https://a.openai.azure.com\" }, " +
                    "\"inhouse\":",
                StringComparison.Ordinal)).RunAsync();

    [Fact]
    public Task A_client_that_the_application_writes_may_speak_http() => new Test($$"""
        {{Test.Body("")}}
        public sealed class House(HttpClient http) : IChatClient
        {
            public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
                CancellationToken ct = default)
            {
                await http.PostAsync({{Address}}, null, ct);
                throw new NotSupportedException();
            }

            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages,
                ChatOptions? options = null, CancellationToken ct = default) => throw new NotSupportedException();
            public object? GetService(Type type, object? key = null) => null;
            public void Dispose() { }
        }
        """).RunAsync();

    [Fact]
    public Task A_project_of_tests_may_speak_http()
    {
        var test = new Test(Test.Body($"await new HttpClient().PostAsync({Address}, null);"));
        test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location));
        return test.RunAsync();
    }
}
