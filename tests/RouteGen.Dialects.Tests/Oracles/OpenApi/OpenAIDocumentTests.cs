using System.Text.Json;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Dialects.Tests.Oracles.OpenApi;

/// <summary>The judge itself: it lets through what is right, and sees what is wrong.</summary>
public class OpenAIDocumentTests
{
    [Theory]
    [InlineData("CreateChatCompletionRequest", """{"model":"m","messages":[{"role":"user","content":"hi"}],"x":1}""", true)]
    [InlineData("CreateChatCompletionRequest", """{"model":"m","messages":[{"role":"user","content":"hi"}],"max_tokens":null}""", true)]
    [InlineData("CreateChatCompletionRequest", """{"model":"m","messages":[]}""", false)]
    [InlineData("CreateChatCompletionRequest", """{"messages":[{"role":"user","content":"hi"}]}""", false)]
    [InlineData("CreateChatCompletionRequest", """{"model":"m","messages":[{"role":"user","content":7}]}""", false)]
    [InlineData("CreateChatCompletionRequest", """{"model":"m","messages":[{"role":"tool","content":"no id"}]}""", false)]
    [InlineData("CreateChatCompletionRequest", """{"model":"m","messages":[{"role":"user","content":"a"}],"temperature":3}""", false)]
    [InlineData("CreateEmbeddingRequest", """{"model":"m","input":[[1,2],[3]],"encoding_format":"base64"}""", true)]
    [InlineData("CreateEmbeddingRequest", """{"model":"m","input":{}}""", false)]
    [InlineData("ErrorResponse", """{"error":{"type":"t","message":"m","param":null,"code":null}}""", true)]
    [InlineData("ErrorResponse", """{"error":{"type":"t","message":"m","param":null}}""", false)]
    public void Json_is_judged(string component, string json, bool valid) =>
        Assert.Equal(valid, OpenAIDocument.Get().Problems(component, JsonElement.Parse(json)).Count == 0);
}
