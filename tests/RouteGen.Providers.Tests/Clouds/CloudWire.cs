using System.Text;
using Anthropic;
using Anthropic.Bedrock;
using Anthropic.Foundry;
using Anthropic.GoogleCloud;
using Anthropic.Vertex;
using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.AI;
using RouteGen.Providers.Tests.Suite;

namespace RouteGen.Providers.Tests.Clouds;

/// <summary>Where Claude is served, by the official packages.</summary>
public enum Cloud
{
    Bedrock,
    BedrockMantle,
    Foundry,
    Vertex,
    GoogleCloud,
}

/// <summary>The client of each cloud as docs/claude-on-clouds.md has it, and what its service says on the wire.</summary>
internal static class CloudWire
{
    public static readonly SayWire Reply = new("Good morning!");

    public static IChatClient Client(Cloud cloud, string address, HttpClient http)
    {
        AnthropicClient client = cloud switch
        {
            Cloud.Bedrock => new AnthropicBedrockClient(
                new AnthropicBedrockApiTokenCredentials { BearerToken = Adapters.Key, Region = "us-east-1" })
            {
                BaseUrl = address,
                HttpClient = http,
                MaxRetries = 0,
            },
            Cloud.BedrockMantle => new AnthropicBedrockMantleClient(
                new MantleAwsClientOptions { ApiKey = Adapters.Key, AwsRegion = "us-east-1", BaseUrl = address })
            {
                BaseUrl = address,
                HttpClient = http,
                MaxRetries = 0,
            },
            Cloud.Foundry => new AnthropicFoundryClient(new AnthropicFoundryApiKeyCredentials(Adapters.Key, "our-resource"))
            {
                BaseUrl = address,
                HttpClient = http,
                MaxRetries = 0,
            },
            Cloud.Vertex => new AnthropicVertexClient(
                new AnthropicVertexCredentials("us-east5", "our-project", GoogleCredential.FromAccessToken(Adapters.Key)))
            {
                BaseUrl = address,
                HttpClient = http,
                MaxRetries = 0,
            },
            _ => new AnthropicGoogleCloudClient(
                new GoogleCloudClientOptions { Project = "our-project", Location = "us-east5", SkipAuth = true, BaseUrl = address })
            {
                BaseUrl = address,
                HttpClient = http,
                MaxRetries = 0,
            },
        };
        return client.AsIChatClient(CloudTable.Model, 500);
    }

    /// <summary>The path of a request, up to a query.</summary>
    public static string Path(Cloud cloud, bool streamed) => cloud switch
    {
        Cloud.Bedrock => $"/model/{CloudTable.Model}/invoke{(streamed ? "-with-response-stream" : "")}",
        Cloud.Vertex => "/v1/projects/our-project/locations/us-east5/publishers/anthropic/models/" +
            $"{CloudTable.Model}:{(streamed ? "streamRawPredict" : "rawPredict")}",
        _ => "/v1/messages",
    };

    /// <summary>A reply, whole or as a stream in the cloud's own form.</summary>
    public static Bytes Serve(Cloud cloud, bool streamed) => streamed
        ? Stream(cloud, Reply.Content(Dialect.Anthropic) + Reply.End(Dialect.Anthropic) + SayWire.AfterEnd(Dialect.Anthropic))
        : Bytes.Reply(Reply.Body(Dialect.Anthropic, streamed: false));

    /// <summary>A stream that is said in part.</summary>
    public static Bytes Stream(Cloud cloud, string events, byte[]? end = null)
    {
        if (cloud != Cloud.Bedrock)
        {
            return Bytes.Reply(events, "text/event-stream");
        }

        var head = Encoding.ASCII.GetBytes(
            "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\nX-Amzn-Bedrock-Content-Type: application/json\r\n" +
            "Connection: close\r\n\r\n");
        var chunks = events.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
            .SelectMany(line => EventStream.Chunk(line["data: ".Length..]));
        return new([.. head, .. chunks, .. end ?? []]);
    }

    /// <summary>A refusal as the cloud words it.</summary>
    public static Bytes Refuse(Cloud cloud, int status, string type, string message, string headers = "")
    {
        var body = cloud switch
        {
            Cloud.Bedrock => $$"""{"message":"{{message}}"}""",
            Cloud.Vertex => $$$"""{"error":{"code":{{{status}}},"message":"{{{message}}}","status":"{{{type}}}"}}""",
            _ => $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"{{{message}}}"}}""",
        };
        return new($"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\n{headers}Connection: close\r\n\r\n{body}");
    }
}
