using GatewaySample.Keys;
using GatewaySample.Providers;

namespace GatewaySample.Greeting;

/// <summary>What a newcomer reads when requests are served: where, with which key, and what to type.</summary>
internal static class WelcomeText
{
    private static readonly string Routes = string.Join(", ", GatewayRoutes.Definition.Routes.Select(static r => r.Name));

    public static string Write(string url, DevelopmentKeys? keys, GatewayProviders providers) => keys is { HasOthers: true }
        ? ForDevelopment(url, keys, providers)
        : $"""
        RouteGen Gateway

          address  {url}
          keys     {(keys is null ? "" : "the one that --key states, and ")}those of the configuration (RouteGen:Gateway:Keys)
          routes   {Routes}

        {Providers(providers)}
        """;

    private static string ForDevelopment(string url, DevelopmentKeys keys, GatewayProviders providers) => $$"""
        RouteGen Gateway  OpenAI and Anthropic clients, unchanged, behind routes.json

          address  {{url}}
          key      {{keys.Key}}
          routes   {{Routes}}

        {{Providers(providers)}}

        curl
          curl {{url}}/v1/chat/completions -H "Authorization: Bearer {{keys.Key}}" -H "Content-Type: application/json" \
            -d '{"model":"chat","messages":[{"role":"user","content":"Hello"}]}'

        Python, with the openai package
          export OPENAI_BASE_URL={{url}}/v1 OPENAI_API_KEY={{keys.Key}}
          python3 -c "from openai import OpenAI; hello = [{'role': 'user', 'content': 'Hello'}]; \
        print(OpenAI().chat.completions.create(model='chat', messages=hello).choices[0].message.content)"

        Node, with the openai package and the same two variables
          node -e "const messages = [{ role: 'user', content: 'Hello' }];
          new (require('openai'))().chat.completions.create({ model: 'chat', messages })
            .then(r => console.log(r.choices[0].message.content))"

        Claude Code
          ANTHROPIC_BASE_URL={{url}} ANTHROPIC_AUTH_TOKEN={{keys.Key}} ANTHROPIC_MODEL=agent ANTHROPIC_SMALL_FAST_MODEL=chat claude

        Codex
          export GATEWAY_KEY={{keys.Key}}
          codex -m agent -c model_provider=gateway -c model_providers.gateway.name=gateway \
            -c model_providers.gateway.base_url={{url}}/v1 -c model_providers.gateway.env_key=GATEWAY_KEY \
            -c model_providers.gateway.wire_api=responses

        Make a target fail, and see who takes over
          curl {{url}}/simulate -d '{"target":"gpt-mini","fault":"overloaded"}'

        Other keys, to try what is refused
          another team's  {{keys.Other}}
          desk only       {{keys.Scoped}}
          disabled        {{keys.Disabled}}
          two a minute    {{keys.Rate}}
          budget spent    {{keys.Broke}}
          administrator   {{keys.Admin}}

        All of them end with this process. docs/gateway.md tells the rest; Ctrl+C stops.
        """;

    /// <summary>What stands behind each provider.</summary>
    public static string Providers(GatewayProviders providers) =>
        string.Join('\n', providers.Modes.Select(static m => $"  {m.Provider.Name,-17} {Say(m.Mode)}"));

    private static string Say(ProviderMode mode) => mode switch
    {
        ProviderMode.Live => "live: calls are real, and billed",
        ProviderMode.Local => "the server on this machine that the environment names",
        ProviderMode.Disabled => "disabled: no key is set, so that its targets are skipped",
        _ => "simulated",
    };
}
