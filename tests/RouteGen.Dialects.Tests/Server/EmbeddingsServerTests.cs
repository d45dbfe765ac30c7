using System.Buffers;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Embeddings;
using RouteGen.Dialects.Embeddings.Server;
using RouteGen.Dialects.Tests.Oracles;
using RouteGen.Dialects.Tests.Oracles.Generation;
using RouteGen.Dialects.Tests.Oracles.OpenApi;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Dialects.Tests.Server;

/// <summary>Embeddings to and from the official SDK, and what other clients send.</summary>
public class EmbeddingsServerTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_request_of_the_sdk_is_read_and_its_answer_understood()
    {
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var chance = new Chance(seed);
            var (texts, dimensions) = (chance.Several(1, 4, chance.Text), chance.Maybe(() => chance.Number(1, 64)));
            var vectors = Vectors(texts.Count, dimensions ?? 16, chance);
            EmbeddingsAsked? asked = null;
            var client = Sdk(new Server(body =>
            {
                asked = EmbeddingsRequestReader.Read(body);
                return Written(vectors, asked.Model, asked.AsBase64);
            }));
            var read = (await client.GenerateEmbeddingsAsync(
                texts, new OpenAI.Embeddings.EmbeddingGenerationOptions { Dimensions = dimensions, EndUserId = "u" })).Value;
            Assert.Empty(asked!.Problems);
            Assert.Equal(("embedder", dimensions, true, "u"), (asked.Model, asked.Dimensions, asked.AsBase64, asked.User));
            Assert.Equal(texts, asked.Texts);
            Assert.Equal(vectors.Select(vector => vector.Vector.ToArray()), read.Select(vector => vector.ToFloats().ToArray()));
            Assert.Equal((11, 11, "embedder"), (read.Usage.InputTokenCount, read.Usage.TotalTokenCount, read.Model));
        }
    }

    [Fact]
    public async Task Tokens_of_the_sdk_are_read()
    {
        EmbeddingsAsked? asked = null;
        var client = Sdk(new Server(body =>
        {
            asked = EmbeddingsRequestReader.Read(body);
            return Written(Vectors(2, 3, new(1)), asked.Model, asked.AsBase64);
        }));
        await client.GenerateEmbeddingsAsync([new ReadOnlyMemory<int>([1, 2]), new ReadOnlyMemory<int>([3])]);
        Assert.Equal([[1, 2], [3]], asked!.Tokens);
        Assert.Empty(asked.Texts);
    }

    [Fact]
    public void Floats_are_valid_by_OpenAIs_document() => OpenAIDocument.Get().AssertValid(
        "CreateEmbeddingResponse", JsonElement.Parse(Written(Vectors(3, 8, new(1)), "m", asBase64: false)), "embeddings");

    [Theory]
    [InlineData("""{"model":"m","input":"a"}""", "a", "", false)]
    [InlineData("""{"model":"m","input":["a","b"],"encoding_format":null,"dimensions":null,"user":null}""", "a|b", "", false)]
    [InlineData("""{"input":[1,2],"model":"m","encoding_format":"float"}""", "", "1,2", false)]
    [InlineData("""{"input":[[1,2],[3]],"model":"m","encoding_format":"base64"}""", "", "1,2|3", true)]
    public void Input_has_four_forms(string json, string texts, string tokens, bool asBase64)
    {
        var asked = EmbeddingsRequestReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(asked.Problems);
        Assert.Equal(texts, string.Join('|', asked.Texts));
        Assert.Equal(tokens, string.Join('|', asked.Tokens.Select(each => string.Join(',', each))));
        Assert.Equal(asBase64, asked.AsBase64);
    }

    [Theory]
    [InlineData("""{"model":"m"}""", "input")]
    [InlineData("""{"input":"a"}""", "model")]
    [InlineData("""{"model":"m","input":[]}""", "input")]
    [InlineData("""{"model":"m","input":{}}""", "input")]
    [InlineData("""{"model":"m","input":["a",1]}""", "input[1]")]
    [InlineData("""{"model":"m","input":[[1,"a"]]}""", "input[0][1]")]
    [InlineData("""{"model":"m","input":[1.5]}""", "input[0]")]
    [InlineData("""{"model":"m","input":"a","dimensions":0}""", "dimensions")]
    [InlineData("""{"model":"m","input":"a","encoding_format":"hex"}""", "encoding_format")]
    public void What_is_wrong_is_named(string json, string param) =>
        Assert.Equal(param, Assert.Single(EmbeddingsRequestReader.Read(Encoding.UTF8.GetBytes(json)).Problems).Param);

    private static EmbeddingClient Sdk(HttpMessageHandler handler) => new("embedder", new ApiKeyCredential("k"), new OpenAIClientOptions
    {
        Endpoint = new("http://h/v1"),
        RetryPolicy = new ClientRetryPolicy(0),
        Transport = new HttpClientPipelineTransport(new HttpClient(handler)),
    });

    private static GeneratedEmbeddings<Embedding<float>> Vectors(int count, int dimensions, Chance chance) =>
        new(Enumerable.Range(0, count).Select(_ => new Embedding<float>(
            Enumerable.Range(0, dimensions).Select(_ => chance.Decimal(2) - 1).ToArray())))
        {
            Usage = new() { InputTokenCount = 11, TotalTokenCount = 11 },
        };

    private static byte[] Written(GeneratedEmbeddings<Embedding<float>> vectors, string model, bool asBase64)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            EmbeddingsReplyWriter.Write(json, vectors, model, asBase64);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private sealed class Server(Func<byte[], byte[]> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => new()
            {
                Content = new ByteArrayContent(answer(await request.Content!.ReadAsByteArrayAsync(cancellationToken)))
                {
                    Headers = { ContentType = new(CannedReply.Json) },
                },
                RequestMessage = request,
            };
    }
}
