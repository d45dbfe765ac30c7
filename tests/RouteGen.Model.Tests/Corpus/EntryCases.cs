namespace RouteGen.Model.Tests.Corpus;

/// <summary>Models, prices, providers and targets, good and bad.</summary>
internal static class EntryCases
{
    private const string Exactness = "validators compute multipleOf in binary, where it cannot be exact";
    private const string Cross = "a relation between properties";
    private const string Reference = "a reference";

    public static readonly TableCase[] Models =
    [
        TableCase.Model("model that says nothing", ""),
        TableCase.Model("model that says all", """
            "about": "x", "contextWindow": 400000, "maxInput": 272000, "maxOutput": 128000, "dimensions": 1536,
            "features": ["streaming", "tools", "jsonSchema", "vision", "audio", "files", "reasoning"],
            "unsupported": ["temperature", "topP", "topK", "frequencyPenalty", "presencePenalty", "seed", "stopSequences",
              "reasoningEffort"], "retires": "2027-01-31",
            "usdPerMTok": { "input": 1, "cachedInput": 0.1, "cacheWrite": 1.25, "cacheWrite1h": 2, "output": 5, "reasoning": 5.000001,
              "asOf": "2026-11-20", "source": "a page",
              "tiers": [ { "above": 200000, "input": 2 },
                { "above": 400000, "input": 3, "cachedInput": 0, "cacheWrite": 0, "cacheWrite1h": 0, "output": 9, "reasoning": 9 } ] },
            "suppress": { "RG1003": "fine" }
            """),
        TableCase.Root("models that are a list", """ "models": ⟦[]⟧ """, "RG0003"),
        TableCase.Root("model that is a number", """ "models": { "m": ⟦5⟧ } """, "RG0003"),
        TableCase.Root("model that is null", """ "models": { "m": ⟦null⟧ } """, "RG0003"),
        TableCase.Model("model with an unknown property", """ ⟦"contextWindows"⟧: 1 """, "RG0002"),
        TableCase.Model("model with a property twice", """ "maxInput": 1, ⟦"maxInput"⟧: 2 """, "RG0005").Beyond("a key that appears twice"),
        TableCase.Model("window of zero", """ "contextWindow": ⟦0⟧ """, "RG0003"),
        TableCase.Model("window with a fraction", """ "contextWindow": ⟦1.5⟧ """, "RG0003"),
        TableCase.Model("window that is whole though written with a point", """ "contextWindow": 2.0, "maxInput": 4e5 """)
            .Beyond(TableCase.ValidatorFault),
        TableCase.Model("dimensions as text", """ "dimensions": ⟦"1536"⟧ """, "RG0003"),
        TableCase.Model("window past 32 bits", """ "maxOutput": ⟦2147483648⟧ """, "RG0003"),
        TableCase.Model("window as text", """ "maxInput": ⟦"272000"⟧ """, "RG0003"),
        TableCase.Model("feature unknown", """ "features": ["tools", ⟦"tool"⟧] """, "RG0003"),
        TableCase.Model("features as text", """ "features": ⟦"tools"⟧ """, "RG0003"),
        TableCase.Model("feature as number", """ "features": [⟦1⟧, ⟦null⟧] """, "RG0003", "RG0003"),
        TableCase.Model("option unknown", """ "unsupported": [⟦"top_p"⟧] """, "RG0003"),
        TableCase.Model("no features at all", """ "features": [] """),
        TableCase.Model("day that no calendar has", """ "retires": ⟦"2026-02-30"⟧ """, "RG0003").Beyond("the calendar"),
        TableCase.Model("day in another form", """ "retires": ⟦"31.01.2027"⟧ """, "RG0003"),
        TableCase.Model("about that is no text", """ "about": ⟦1⟧ """, "RG0003"),
        TableCase.Model("suppression without a reason", """ "suppress": { "RG1003": ⟦" "⟧ } """, "RG0003"),
        TableCase.Model("suppression of a rule that blocks", """ "suppress": { ⟦"RG0003"⟧: "please" } """, "RG0003"),
        TableCase.Model("suppression of no rule", """ "suppress": { ⟦"CS0101"⟧: "please" } """, "RG0003"),
        TableCase.Model("suppressions as a list", """ "suppress": ⟦["RG1003"]⟧ """, "RG0003"),
    ];

    public static readonly TableCase[] Prices =
    [
        TableCase.Price("price that says nothing", ""),
        TableCase.Price("price of zero", """ "input": 0, "output": 0.0 """),
        TableCase.Price("price with six fraction digits", """ "input": 0.000001, "output": 2.5000000000 """),
        TableCase.Price("price with seven", """ "input": ⟦0.1234567⟧ """, "RG0003").Beyond(Exactness),
        TableCase.Price(
            "price with too many digits to be exact",
            """ "input": ⟦0.30000000000000000000000000000000000001⟧ """,
            "RG0003").Beyond(Exactness),
        TableCase.Price("price in exponents", """ "input": 25e-2, "output": ⟦1e-7⟧ """, "RG0003").Beyond(Exactness),
        TableCase.Price("price below zero", """ "input": ⟦-0.25⟧ """, "RG0003"),
        TableCase.Price("price above all reason", """ "output": ⟦1000001⟧ """, "RG0003"),
        TableCase.Price("price past all numbers", """ "output": ⟦1e999999999999⟧ """, "RG0003"),
        TableCase.Price("price as text", """ "input": ⟦"0.25"⟧ """, "RG0003"),
        TableCase.Price("price by another name", """ ⟦"cacheRead"⟧: 1 """, "RG0002"),
        TableCase.Price("price that is not dated right", """ "asOf": ⟦"today"⟧ """, "RG0003"),
        TableCase.Price("tier without a threshold", """ "tiers": [ ⟦{⟧ "input": 1 } ] """, "RG0004"),
        TableCase.Price("tier at zero", """ "tiers": [ { "above": ⟦0⟧ } ] """, "RG0003"),
        TableCase.Price("tiers out of order", """ "tiers": [ { "above": 200 }, { "above": ⟦200⟧ } ] """, "RG0003").Beyond("an order"),
        TableCase.Price("tier that is a number", """ "tiers": [ ⟦200⟧ ] """, "RG0003"),
        TableCase.Price("tiers as an object", """ "tiers": ⟦{ "above": 1 }⟧ """, "RG0003"),
        TableCase.Price("tier with an unknown property", """ "tiers": [ { "above": 1, ⟦"asOf"⟧: "2026-11-20" } ] """, "RG0002"),
        TableCase.Price("price of all kinds", """
            "input": 1, "cachedInput": 0.1, "cacheWrite": 1.25, "cacheWrite1h": 2, "audioInput": 10, "imageInput": 2, "output": 5,
            "reasoning": 6, "audioOutput": 20, "imageOutput": 30,
            "usdPerImage": 0.039, "usdPerRequest": 0.005, "usdPerWebSearch": 0.000000000001,
            "tiers": [ { "above": 200000, "input": 2, "audioInput": 20, "imageInput": 4, "audioOutput": 40, "imageOutput": 60 } ],
            "flex": { "input": 0.5, "usdPerRequest": 0, "tiers": [ { "above": 200000, "input": 1 } ] }, "priority": { "output": 9 },
            "batch": { },
            "regionalMultipliers": { "eu": 1.1, "us-east-1": 0.9999, "ap": 10 },
            "changes": [ { "from": "2027-01-01", "input": 0.9 },
              { "from": "2027-02-01", "flex": { "input": 0.4 }, "priority": { }, "batch": { }, "tiers": [ ], "usdPerImage": 0,
                "usdPerWebSearch": 0 } ]
            """),
        TableCase.Price("piece price finer than a ledger counts", """ "usdPerRequest": ⟦0.0000000000001⟧ """, "RG0003").Beyond(Exactness),
        TableCase.Price("piece price below zero", """ "usdPerImage": ⟦-1⟧ """, "RG0003"),
        TableCase.Price("piece price in a tier", """ "tiers": [ { "above": 1, ⟦"usdPerImage"⟧: 1 } ] """, "RG0002"),
        TableCase.Price("service tier as a number", """ "flex": ⟦0.5⟧ """, "RG0003"),
        TableCase.Price("service tier unknown", """ ⟦"turbo"⟧: { } """, "RG0002"),
        TableCase.Price("service tier within a service tier", """ "flex": { ⟦"batch"⟧: { } } """, "RG0002"),
        TableCase.Price("service tier with a wrong tier", """ "priority": { "tiers": [ { "above": ⟦0⟧ } ] } """, "RG0003"),
        TableCase.Price("multipliers as a number", """ "regionalMultipliers": ⟦1.1⟧ """, "RG0003"),
        TableCase.Price("multiplier of zero", """ "regionalMultipliers": { "eu": ⟦0⟧ } """, "RG0003"),
        TableCase.Price("multiplier above all reason", """ "regionalMultipliers": { "eu": ⟦10.1⟧ } """, "RG0003"),
        TableCase.Price("multiplier that is too fine", """ "regionalMultipliers": { "eu": ⟦1.00001⟧ } """, "RG0003").Beyond(Exactness),
        TableCase.Price("multiplier as text", """ "regionalMultipliers": { "eu": ⟦"1.1"⟧ } """, "RG0003"),
        TableCase.Price("multiplier of no region", """ "regionalMultipliers": { ⟦"EU"⟧: 1.1 } """, "RG0003"),
        TableCase.Price("change without a day", """ "changes": [ ⟦{⟧ "input": 1 } ] """, "RG0004"),
        TableCase.Price("change on no day", """ "changes": [ { "from": ⟦"soon"⟧ } ] """, "RG0003"),
        TableCase.Price(
            "changes out of order",
            """ "changes": [ { "from": "2027-01-01" }, { "from": ⟦"2027-01-01"⟧ } ] """,
            "RG0003").Beyond("an order"),
        TableCase.Price("change that is a number", """ "changes": [ ⟦1⟧ ] """, "RG0003"),
        TableCase.Price("changes as an object", """ "changes": ⟦{ "from": "2027-01-01" }⟧ """, "RG0003"),
        TableCase.Price(
            "change with a source of its own", """ "changes": [ { "from": "2027-01-01", ⟦"asOf"⟧: "2026-11-20" } ] """, "RG0002"),
        TableCase.Model("price as a number", """ "usdPerMTok": ⟦0.25⟧ """, "RG0003"),
    ];

    public static readonly TableCase[] Providers =
    [
        TableCase.Provider("provider with a kind", """ "kind": "openai" """),
        TableCase.Provider("provider that says all", """
            "about": "x", "kind": "azure", "endpoint": "https://x.example.com:8443/openai/v1/", "endpointEnv": "X", "auth": "token",
            "tokenScope": "https://c/.default", "gateway": false, "suppress": { }
            """),
        TableCase.Provider("provider with a discount", """ "kind": "openai", "priceFactor": 0.8525 """),
        TableCase.Provider("provider that is free by its factor", """ "kind": "openai", "priceFactor": ⟦0⟧ """, "RG0003"),
        TableCase.Provider("provider with a discount in percent", """ "kind": "openai", "priceFactor": ⟦15⟧ """, "RG0003"),
        TableCase.Provider("provider with a discount as text", """ "kind": "openai", "priceFactor": ⟦"0.85"⟧ """, "RG0003"),
        TableCase.Provider("provider with a key", """ "kind": "openai", "apiKeyEnv": "_OPENAI_KEY_2", "auth": "apiKey" """),
        TableCase.Provider("provider with several keys", """ "kind": "openai", "apiKeyEnv": ["OPENAI_KEY_A", "OPENAI_KEY_B"] """),
        TableCase.Provider("provider with a list of one key", """ "kind": "openai", "apiKeyEnv": ["OPENAI_KEY_A"] """),
        TableCase.Provider("provider with a list of no key", """ "kind": "openai", "apiKeyEnv": ⟦[]⟧ """, "RG0003"),
        TableCase.Provider("provider with one key twice", """ "kind": "openai", "apiKeyEnv": ["A", "B", ⟦"A"⟧] """, "RG0003"),
        TableCase.Provider("key in the place of one of its variables",
            """ "kind": "openai", "apiKeyEnv": ["A", ⟦"sk-proj-1234"⟧, ⟦""⟧, ⟦7⟧, ⟦["B"]⟧, ⟦null⟧] """,
            "RG0003", "RG0003", "RG0003", "RG0003", "RG0003"),
        TableCase.Provider("keys by name", """ "kind": "openai", "apiKeyEnv": ⟦{ "A": "B" }⟧ """, "RG0003"),
        TableCase.Provider(
            "several keys that are never sent",
            """ "kind": "openai", ⟦"apiKeyEnv"⟧: ["X", "Y"], "auth": "none" """,
            "RG0003").Beyond(Cross),
        TableCase.Provider(
            "custom provider with several keys", """ "kind": "custom", ⟦"apiKeyEnv"⟧: ["X", "Y"] """, "RG0003").Beyond(Cross),
        TableCase.Root("provider without a kind", """ "providers": { ⟦"p"⟧: { } } """, "RG0004"),
        TableCase.Provider("provider of blank kind", """ "kind": ⟦" "⟧ """, "RG0003"),
        TableCase.Provider("key in the place of its variable", """ "kind": "openai", "apiKeyEnv": ⟦"sk-proj-1234"⟧ """, "RG0003"),
        TableCase.Provider("key of the form of a variable", """ "kind": "gemini", "apiKeyEnv": ⟦"AIzaSyA0000"⟧ """, "RG0003"),
        TableCase.Provider("key by its looks", """ "kind": "x", "apiKeyEnv": ⟦"aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3"⟧ """, "RG0003")
            .Beyond("what a key looks like"),
        TableCase.Provider("variable with a blank", """ "kind": "openai", "apiKeyEnv": ⟦"OPENAI KEY"⟧ """, "RG0003"),
        TableCase.Provider("variable with a digit first", """ "kind": "openai", "endpointEnv": ⟦"1URL"⟧ """, "RG0003"),
        TableCase.Provider("variable with a newline", """ "kind": "openai", "apiKeyEnv": ⟦"KEY\n"⟧ """, "RG0003")
            .Beyond("$ matches before a last newline in .NET"),
        TableCase.Provider("address without a scheme", """ "kind": "openai", "endpoint": ⟦"llm.example.com/v1"⟧ """, "RG0003"),
        TableCase.Provider("address that is discovered", """ "kind": "routegen", "endpoint": "https+http://gateway/v1" """),
        TableCase.Provider("address of two other schemes", """ "kind": "openai", "endpoint": ⟦"http+ftp://gateway/v1"⟧ """, "RG0003"),
        TableCase.Provider("address of another scheme", """ "kind": "openai", "endpoint": ⟦"ftp://llm.example.com"⟧ """, "RG0003"),
        TableCase.Provider("address with a user", """ "kind": "openai", "endpoint": ⟦"https://me:pw@llm.example.com"⟧ """, "RG0003"),
        TableCase.Provider("address with a query", """ "kind": "openai", "endpoint": ⟦"https://llm.example.com/v1?key=1"⟧ """, "RG0003"),
        TableCase.Provider("address with a port that is none", """ "kind": "openai", "endpoint": ⟦"http://h:99999/"⟧ """, "RG0003")
            .Beyond("what is a host"),
        TableCase.Provider("address on loopback", """ "kind": "openai", "endpoint": "http://127.0.0.1:11434" """),
        TableCase.Provider("auth unknown", """ "kind": "openai", "auth": ⟦"bearer"⟧ """, "RG0003"),
        TableCase.Provider("gateway as text", """ "kind": "openai", "gateway": ⟦"true"⟧ """, "RG0003"),
        TableCase.Provider(
            "provider that says where it is and what it keeps", """ "kind": "openai", "region": "eu-west-1", "dataRetention": "30d" """),
        TableCase.Provider("provider that keeps nothing", """ "kind": "openai", "region": "us", "dataRetention": "none" """),
        TableCase.Provider("region in capitals", """ "kind": "openai", "region": ⟦"EU"⟧ """, "RG0003"),
        TableCase.Provider("regions in the place of one", """ "kind": "openai", "region": ⟦["eu"]⟧ """, "RG0003"),
        TableCase.Provider("retention in weeks", """ "kind": "openai", "dataRetention": ⟦"4w"⟧ """, "RG0003"),
        TableCase.Provider("retention past ten years", """ "kind": "openai", "dataRetention": ⟦"3651d"⟧ """, "RG0003"),
        TableCase.Provider(
            "provider with free credit", """ "kind": "openai", "credits": { "usd": 5, "until": "2027-01-31", "then": "pay" } """),
        TableCase.Provider("free credit that does not lapse", """ "kind": "custom", "credits": { "usd": 0.5 } """),
        TableCase.Provider("free credit as a number", """ "kind": "openai", "credits": ⟦5⟧ """, "RG0003"),
        TableCase.Provider("free credit without an amount", """ "kind": "openai", ⟦"credits"⟧: { "then": "skip" } """, "RG0004"),
        TableCase.Provider("free credit of nothing", """ "kind": "openai", "credits": { "usd": ⟦0⟧ } """, "RG0003"),
        TableCase.Provider("free credit below nothing", """ "kind": "openai", "credits": { "usd": ⟦-1⟧ } """, "RG0003"),
        TableCase.Provider("free credit as text", """ "kind": "openai", "credits": { "usd": ⟦"5"⟧ } """, "RG0003"),
        TableCase.Provider("free credit until no day", """ "kind": "openai", "credits": { "usd": 5, "until": ⟦"31.1.2027"⟧ } """, "RG0003"),
        TableCase.Provider("free credit and then what", """ "kind": "openai", "credits": { "usd": 5, "then": ⟦"stop"⟧ } """, "RG0003"),
        TableCase.Provider("free credit with a budget's limit", """ "kind": "openai", "credits": { "usd": 5, ⟦"tokens"⟧: 1 } """, "RG0002"),
        TableCase.Provider("key itself", """ "kind": "openai", ⟦"apiKey"⟧: "x" """, "RG0002"),
        TableCase.Provider("compatible provider without an address", """ ⟦"kind"⟧: "openai-compatible" """, "RG0004").Beyond(Cross),
        TableCase.Provider(
            "compatible provider with an address", """ "kind": "openai-compatible", "endpoint": "http://localhost:8080/v1" """),
        TableCase.Provider("kind that has an address of its own", """ "kind": "groq", "apiKeyEnv": "GROQ_API_KEY" """),
        TableCase.Provider("server on this machine", """ "kind": "llama-cpp" """),
        TableCase.Provider("custom provider", """ "kind": "custom" """),
        TableCase.Provider("custom provider with a key", """ "kind": "custom", ⟦"apiKeyEnv"⟧: "X" """, "RG0003").Beyond(Cross),
        TableCase.Provider("custom provider with an address",
            """ "kind": "custom", ⟦"endpoint"⟧: "http://h", ⟦"endpointEnv"⟧: "X" """, "RG0003", "RG0003").Beyond(Cross),
        TableCase.Provider("provider of a connection string", """ "kind": "openai", "connectionName": "open-ai.eu_1", "apiKeyEnv": "X" """),
        TableCase.Provider("Azure by a connection string", """ "kind": "azure-openai", "connectionName": "chat", "auth": "token" """),
        TableCase.Provider(
            "connection string in the place of its name", """ "kind": "openai", "connectionName": ⟦"Endpoint=http://h;Key=k"⟧ """, "RG0003"),
        TableCase.Provider("key in the place of a connection", """ "kind": "openai", "connectionName": ⟦"sk-proj-1234"⟧ """, "RG0003"),
        TableCase.Provider("connection by a path", """ "kind": "openai", "connectionName": ⟦"ConnectionStrings:openai"⟧ """, "RG0003"),
        TableCase.Provider("custom provider with a connection", """ "kind": "custom", ⟦"connectionName"⟧: "X" """, "RG0003").Beyond(Cross),
        TableCase.Provider("custom provider with a token", """ "kind": "custom", ⟦"auth"⟧: "token" """, "RG0003").Beyond(Cross),
        TableCase.Provider("key that is never sent", """ "kind": "openai", ⟦"apiKeyEnv"⟧: "X", "auth": "none" """, "RG0003").Beyond(Cross),
        TableCase.Provider("Azure without an address", """ ⟦"kind"⟧: "azure-openai", "apiKeyEnv": "AZURE_KEY" """, "RG0004").Beyond(Cross),
        TableCase.Provider(
            "Azure by tokens", """ "kind": "azure-openai", "endpointEnv": "AZURE_ENDPOINT", "auth": "token", "api": "responses" """),
        TableCase.Provider("Gemini", """ "kind": "gemini", "apiKeyEnv": "GEMINI_API_KEY" """),
        TableCase.Provider("Ollama without key and address", """ "kind": "ollama" """),
        TableCase.Provider("protocol unknown", """ "kind": "openai", "api": ⟦"assistants"⟧ """, "RG0003"),
        TableCase.Provider("protocol of another kind", """ "kind": "anthropic", ⟦"api"⟧: "responses" """, "RG0003").Beyond(Cross),
        TableCase.Provider("OpenRouter with all preferences", """
            "kind": "openrouter", "openRouter": { "order": ["azure", "openai"], "only": ["azure"], "ignore": [], "allowFallbacks": false,
              "requireParameters": true,
            "dataCollection": "deny", "zdr": true, "maxPrice": { "prompt": 1, "completion": 2.5 },
            "referer": "https://support.example.com/app", "title": "Support desk" }
            """),
        TableCase.Provider(
            "OpenRouter's preferences at another kind", """ "kind": "openai", ⟦"openRouter"⟧: { "zdr": true } """, "RG0003").Beyond(Cross),
        TableCase.Provider(
            "OpenRouter's preference as it is on the wire",
            """ "kind": "openrouter", "openRouter": { ⟦"allow_fallbacks"⟧: true } """,
            "RG0002"),
        TableCase.Provider(
            "data collection as a flag", """ "kind": "openrouter", "openRouter": { "dataCollection": ⟦false⟧ } """, "RG0003"),
        TableCase.Provider(
            "highest price by another name", """ "kind": "openrouter", "openRouter": { "maxPrice": { ⟦"input"⟧: 1 } } """, "RG0002"),
        TableCase.Provider(
            "highest price below zero", """ "kind": "openrouter", "openRouter": { "maxPrice": { "prompt": ⟦-1⟧ } } """, "RG0003"),
        TableCase.Provider(
            "referer without a scheme", """ "kind": "openrouter", "openRouter": { "referer": ⟦"support.example.com"⟧ } """, "RG0003"),
        TableCase.Provider("title that no header takes", """ "kind": "openrouter", "openRouter": { "title": ⟦"Büro"⟧ } """, "RG0003"),
        TableCase.Provider("scope of no token", """ "kind": "openai", ⟦"tokenScope"⟧: "x" """, "RG0003").Beyond(Cross),
    ];

    public static readonly TableCase[] Targets =
    [
        TableCase.Target("target that speaks a protocol of its own", """ "provider": "p", "model": "m", "api": "responses" """),
        TableCase.Target("target of an unknown protocol", """ "provider": "p", "model": "m", "api": ⟦"chat"⟧ """, "RG0003"),
        TableCase.Root("target of a protocol that its provider lacks", """ "models": { "m": { } }, "providers": { "p": """ +
            """{ "kind": "gemini" } }, "targets": { "t": { "provider": "p", "model": "m", ⟦"api"⟧: "responses" } } """,
                "RG0003").Beyond(Cross),
        TableCase.Target("target", """ "provider": "p", "model": "m" """),
        TableCase.Target(
            "target that says all",
            """ "about": "x", "provider": "p", "model": "m", "deployment": "openai/m", "suppress": { "RG1001": "fine" } """),
        TableCase.Target(
            "target with provisioned capacity", """ "provider": "p", "model": "m", "billing": "provisioned", "serviceTier": "flex" """),
        TableCase.Target("target billed by usage", """ "provider": "p", "model": "m", "billing": "usage", "serviceTier": "standard" """),
        TableCase.Target("target with billing unknown", """ "provider": "p", "model": "m", "billing": ⟦"free"⟧ """, "RG0003"),
        TableCase.Target("target with a service tier unknown", """ "provider": "p", "model": "m", "serviceTier": ⟦"auto"⟧ """, "RG0003"),
        TableCase.Target("target that lacks a feature", """ "provider": "p", "model": "m", "lacks": ["tools", "jsonSchema"] """),
        TableCase.Target("target that lacks what there is not", """ "provider": "p", "model": "m", "lacks": [⟦"tool"⟧] """, "RG0003"),
        TableCase.Target("target that lacks by a word", """ "provider": "p", "model": "m", "lacks": ⟦"tools"⟧ """, "RG0003"),
        TableCase.Target("target with limits", """ "provider": "p", "model": "m", "rpm": 500, "tpm": 200000, "concurrency": 1 """),
        TableCase.Target("target without requests", """ "provider": "p", "model": "m", "rpm": ⟦0⟧ """, "RG0003"),
        TableCase.Target("target with tokens as text", """ "provider": "p", "model": "m", "tpm": ⟦"200k"⟧ """, "RG0003"),
        TableCase.Target("target with half a request", """ "provider": "p", "model": "m", "concurrency": ⟦1.5⟧ """, "RG0003"),
        TableCase.Root("target without provider and model", """ "targets": { ⟦"t"⟧: { } } """, "RG0004", "RG0004"),
        TableCase.Target("target at an unknown provider", """ "provider": ⟦"q"⟧, "model": "m" """, "RG0007").Beyond(Reference),
        TableCase.Target("target of an unknown model", """ "provider": "p", "model": ⟦"n"⟧ """, "RG0007").Beyond(Reference),
        TableCase.Target("target of a model by number", """ "provider": "p", "model": ⟦4⟧ """, "RG0003"),
        TableCase.Target("target with a blank deployment", """ "provider": "p", "model": "m", "deployment": ⟦""⟧ """, "RG0003"),
        TableCase.Target(
            "target with OpenRouter's preferences elsewhere",
            """ "provider": "p", "model": "m", ⟦"openRouter"⟧: { "only": ["azure"] } """,
            "RG0003").Beyond(Cross),
        TableCase.Target("target with options", """ "provider": "p", "model": "m", ⟦"options"⟧: { } """, "RG0002"),
    ];
}
