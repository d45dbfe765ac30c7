using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The properties of a provider.</summary>
internal static class ProviderFields
{
    public static readonly FieldList<ProviderEntry> All = new(
        new Field<ProviderEntry, string>("about", Forms.Text)
        {
            Description = "One sentence about the provider; it becomes hover documentation.",
            Example = "\"what it is for\"",
            Shown = "\"Our own proxy\"",
            Read = static (provider, value) => provider,
        },
        new Field<ProviderEntry>("kind", Forms.NonBlank("the name of a provider kind"))
        {
            Description =
                "The provider, or the server program, that is spoken to, whose client a package supplies: "
                + $"{KnownKinds.Listed(kind => kind.Package == "RouteGen.OpenAI")} (RouteGen.OpenAI), anthropic (RouteGen.Anthropic), "
                + "ollama (RouteGen.Ollama); custom is an IChatClient that the application registers.",
            Example = "\"openai\"",
            Shown = string.Join(", ", KnownKinds.All.Select(kind => $"\"{kind.Name}\"")) + ", \"custom\"",
            Required = true,
            Write = static (text, provider) => text.Add(provider.Kind),
            Place = 1,
        },
        new Field<ProviderEntry>("apiKeyEnv", Variables.OneOrSeveral)
        {
            Description =
                "The environment variable that holds the key, or a list of several, each with a key of its own: calls are spread "
                + "over them, and a key that is refused or at its limit is followed by the next at once. Configuration under "
                + "RouteGen:{table}:Providers:{name}:ApiKey or :ApiKeys takes precedence. Only names; values are never written in "
                + "this file.",
            Example = "\"OPENAI_API_KEY\"",
            Shown = "\"OPENAI_API_KEY\", [\"OPENAI_KEY_A\", \"OPENAI_KEY_B\"]",
            Write = static (text, provider) => text.Add(provider.ApiKeyEnv),
            Place = 3,
        },
        new Field<ProviderEntry, string>("endpoint", Addresses.Form)
        {
            Description =
                "The base address: absolute, http or https, without user, query or fragment; or https+http for a name that service "
                + "discovery resolves. Default: that of the kind, which for "
                + $"{KnownKinds.Listed(kind => kind.IsOwnServer)} is a port of this machine; "
                + $"{KnownKinds.Listed(kind => kind.Address is null)} have none. For azure-openai it is the resource's address, to "
                + "which /openai/v1/ is added.",
            Example = "\"https://llm.example.com/v1\"",
            Read = static (provider, value) => provider with { Endpoint = value },
            Write = static (text, provider) => text.Add(provider.Endpoint),
            Place = 4,
        },
        new Field<ProviderEntry, string>("endpointEnv", Variables.Form)
        {
            Description = "The environment variable that holds the base address. Only the name; the value is never written in this "
                + "file.",
            Example = "\"HOUSE_PROXY_URL\"",
            Read = static (provider, value) => provider with { EndpointEnv = value },
            Write = static (text, provider) => text.Add(provider.EndpointEnv),
            Place = 5,
        },
        new Field<ProviderEntry, string>("connectionName", Variables.ConnectionForm)
        {
            Description =
                "The name of the application's connection string, ConnectionStrings:{name}, that holds address, key or both, as Aspire "
                + "passes them to a service: Endpoint=https://…;Key=…, or an address alone. Configuration under "
                + "RouteGen:{table}:Providers takes precedence; the variables and the address of this table count where the connection "
                + "string has none. Only the name; the connection string is never written in this file.",
            Example = "\"openai\"",
            Read = static (provider, value) => provider with { ConnectionName = value },
            Write = static (text, provider) => text.AddWhereStated("connectionName", provider.ConnectionName),
        },
        new Field<ProviderEntry>("auth", Forms.Word(Words.Auth))
        {
            Description =
                "How requests are authenticated: a key, a token of the registered AuthenticationTokenProvider, or not at all. "
                + "Default: apiKey where apiKeyEnv is stated and for kinds that serve nobody without a key; none for custom; otherwise, "
                + $"that is for {KnownKinds.Listed(kind => !kind.NeedsKey)}, a key if one is configured.",
            Example = "\"apiKey\"",
            Shown = "\"token\"",
            Write = static (text, provider) => text.Add(provider.Auth),
            Place = 2,
        },
        new Field<ProviderEntry, string>("tokenScope", Forms.NonBlank("the scope of a token"))
        {
            Description =
                "The scope of the token, where auth is token. Default: https://cognitiveservices.azure.com/.default for "
                + "azure-openai, otherwise none.",
            Example = "\"https://cognitiveservices.azure.com/.default\"",
            Read = static (provider, value) => provider with { TokenScope = value },
            Write = static (text, provider) => text.Add(provider.TokenScope),
            Place = 6,
        },
        new Field<ProviderEntry, ProviderApi>("api", Forms.Word(Words.Api))
        {
            Description =
                $"Which of OpenAI's protocols to use, for the kinds {KnownKinds.Listed(kind => kind.HasResponses)}: chat completions, or "
                + "the Responses API, with nothing stored at the provider.",
            Example = "\"responses\"",
            Default = "\"chatCompletions\"",
            Read = static (provider, value) => provider with { Api = value },
            Write = static (text, provider) => text.Add(provider.Api),
            Place = 11,
        },
        new Field<ProviderEntry>("openRouter", OpenRouterFields.Form)
        {
            Example = """{ "only": ["azure"] }""",
            Write = static (text, provider) => text.Add(provider.OpenRouter),
            Place = 12,
        },
        new Field<ProviderEntry, bool>("gateway", Forms.Flag)
        {
            Description =
                "Whether other providers are behind this one, so that they fail with it. Default: true for "
                + $"{KnownKinds.Listed(kind => kind.IsGateway)}, otherwise false.",
            Example = "true",
            Read = static (provider, value) => provider with { IsGateway = value },
            Write = static (text, provider) => text.Add(provider.IsGateway),
            Place = 7,
        },
        new Field<ProviderEntry, string>("region", Forms.Region)
        {
            Description =
                "Where the provider processes what it is sent: lower-case words and digits joined by hyphens. A region includes "
                + "those named after it: eu includes eu-west-1.",
            Example = "\"eu\"",
            Read = static (provider, value) => provider with { Region = value },
            Write = static (text, provider) => text.Add(provider.Region),
            Place = 8,
        },
        new Field<ProviderEntry, int>("dataRetention", Forms.Retention)
        {
            Description = "How long the provider keeps what it is sent: none, or days from 1d to 3650d.",
            Example = "\"30d\"",
            Read = static (provider, value) => provider with { DataRetentionDays = value },
            Write = static (text, provider) => text.Add(provider.DataRetentionDays),
            Place = 9,
        },
        new Field<ProviderEntry, decimal>("priceFactor", Forms.Multiplier)
        {
            Description =
                "Multiplies every price at this provider, for example for a negotiated discount. More than 0 and at most 10, with at "
                + "most 4 fraction digits.",
            Example = "0.85",
            Default = "1",
            Read = static (provider, value) => provider with { PriceFactor = value },
            Write = static (text, provider) => text.Add(provider.PriceFactor),
            Place = 10,
        },
        new Field<ProviderEntry>("credits", CreditFields.Form)
        {
            Example = """{ "usd": 5 }""",
            Write = static (text, provider) => text.AddWhereStated("credits", provider.Credits, CreditFields.All),
            Place = 14,
        },
        Suppressions.Create<ProviderEntry>())
    {
        Also =
        [
            (0, static (text, provider) => text.Add(provider.Name).Add(provider.Identifier)),
            (13, static (text, provider) => text.AddWhereStated("apiKeyEnvs", provider.ApiKeyEnvs)),
        ],
    };
}
