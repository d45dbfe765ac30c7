using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;
using RouteGen.Anthropic;
using RouteGen.Definitions;
using RouteGen.Ollama;
using RouteGen.OpenAI;

namespace RouteGen.Benchmarks.Wire;

/// <summary>For each dialect the adapter's client, and the official SDK's under Microsoft.Extensions.AI, both without repetition.</summary>
internal static class WireClients
{
    public static IReadOnlyList<(string Dialect, Func<IChatClient> Adapter, Func<IChatClient> Sdk)> All(Uri server) =>
    [
        ("Chat Completions", () => Adapter(OpenAIAdapter.Instance, "openai", new Uri(server, "v1"), ProviderApi.Default), () =>
            new global::OpenAI.Chat.ChatClient("m", new ApiKeyCredential("none"),
                Options<OpenAIClientOptions>(o => o.Endpoint = new(server, "v1")))
                .AsIChatClient()),
#pragma warning disable OPENAI001 // Responses are experimental in the SDK.
        ("Responses", () => Adapter(OpenAIResponsesAdapter.Instance, "openai", new Uri(server, "v1"), ProviderApi.Responses), () =>
            new global::OpenAI.Responses.ResponsesClient(
                new ApiKeyCredential("none"), Options<global::OpenAI.Responses.ResponsesClientOptions>(o => o.Endpoint = new(server, "v1")))
                .AsIChatClient("m")),
#pragma warning restore OPENAI001
        ("Messages", () => Adapter(AnthropicAdapter.Instance, "anthropic", server, ProviderApi.Default), () =>
            new AnthropicClient { ApiKey = "none", BaseUrl = server.AbsoluteUri.TrimEnd('/'), MaxRetries = 0 }.AsIChatClient("m", 1024)),
        ("Ollama", () => Adapter(OllamaAdapter.Instance, "ollama", server, ProviderApi.Default), () =>
            new OllamaApiClient(new HttpClient { BaseAddress = server }, "m")),
    ];

    private static IChatClient Adapter(IProviderAdapter adapter, string kind, Uri endpoint, ProviderApi api) =>
        adapter.CreateChatClient(new()
        {
            Target = new()
            {
                Name = "m",
                Provider = new() { Name = kind, Kind = kind, Adapter = adapter, Auth = ProviderAuth.ApiKey, Api = api },
                Model = new() { Name = "m", MaxOutput = 1024 },
                Deployment = "m",
            },
            Endpoint = endpoint,
            ApiKey = "none",
            TokenProvider = null,
            HttpClient = new HttpClient(),
        });

    private static T Options<T>(Action<T> configure)
        where T : ClientPipelineOptions, new()
    {
        var options = new T { RetryPolicy = new ClientRetryPolicy(maxRetries: 0) };
        configure(options);
        return options;
    }
}
