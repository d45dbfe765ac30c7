using System.Text;
using System.Text.RegularExpressions;
using RouteGen.Model.Tables;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Reads where a deployment runs, and which variable has its key. No key is ever copied.</summary>
internal sealed partial class ProviderReader(ConfigReport report, Func<string, string?> variable)
{
    // What people write where a server wants no key, and an SDK insists on one.
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "none", "null", "dummy", "empty", "fake", "fake-key", "anything", "not-needed", "no-key", "lm-studio", "ollama", "sk-1234", "sk-no-key",
        "sk-no-key-required", "na", "n/a", "x", "xxx", "-", "not-used", "unused", "local", "placeholder", "no-key-required", "test", "sk-dummy",
    };

    private readonly Dictionary<string, string> _invented = new(StringComparer.Ordinal);

    /// <summary>The provider; null where it cannot be reached, with the reason.</summary>
    public ProviderDraft? Read(Params parameters, Vendor vendor, string model, out string reason)
    {
        reason = vendor.WhyNot ?? "";
        if (vendor.Kind is not { } kind)
        {
            return null;
        }

        var region = Region(parameters);
        var (endpoint, variableOfEndpoint) = Address(parameters, vendor);
        if (vendor.Prefix is "vertex_ai" or "vertex_ai_beta" && endpoint is null && variableOfEndpoint is null)
        {
            if (model.StartsWith("claude", StringComparison.Ordinal))
            {
                reason = "Vertex serves Claude only through an API of its own: in an application it is a target of kind custom";
                return null;
            }

            (endpoint, variableOfEndpoint) = Vertex(parameters);
        }
        else if (vendor.Prefix == "bedrock" && endpoint is null && variableOfEndpoint is null)
        {
            if (!model.Contains("gpt-oss", StringComparison.Ordinal))
            {
                reason = "Bedrock serves it only through an API of its own, which takes AWS's SDK: in an application it is a target of kind custom";
                return null;
            }

            endpoint = $"https://bedrock-runtime.{region ?? "us-east-1"}.amazonaws.com/openai/v1";
        }

        if (vendor.Prefix == "azure_ai")
        {
            kind = model.StartsWith("claude", StringComparison.Ordinal) ? "anthropic" : kind;
        }

        if (endpoint is not null && vendor.Prefix is "openai" or "custom_openai" or "openai_like" && endpoint is not null)
        {
            // The same address under another name: OpenRouter, Groq and the like are known by it.
            if (KnownKinds.All.FirstOrDefault(k => k.Address is { } known && Same(known, endpoint)) is { } same)
            {
                (kind, endpoint) = (same.Name, null);
            }
            else
            {
                kind = "openai-compatible";
            }
        }
        else if (variableOfEndpoint is not null && vendor.Prefix == "openai")
        {
            kind = "openai-compatible";
        }

        if (kind == "openai-compatible" && endpoint is null && variableOfEndpoint is null)
        {
            reason = "no address is stated: give it api_base";
            return null;
        }

        var known = KnownKinds.Find(kind);
        endpoint = endpoint is not null && known?.Address is { } usual && Same(usual, endpoint) ? null : endpoint;
        var (key, auth) = Key(parameters, vendor, known, endpoint, variableOfEndpoint);
        return new ProviderDraft(kind, endpoint, variableOfEndpoint, key, auth, region, Hint(vendor, kind, endpoint, variableOfEndpoint))
        {
            IsGateway = vendor.Prefix is "litellm_proxy" or "vercel_ai_gateway",
        };
    }

    private (string? Endpoint, string? Variable) Address(Params parameters, Vendor vendor)
    {
        var node = parameters["api_base"] ?? parameters["base_url"] ?? parameters["api_url"];
        if (node is null || node.IsNull)
        {
            return vendor.Base is { } usual && vendor.Address is null ? (null, usual) : (vendor.Address, null);
        }

        if (node.Variable is { } name)
        {
            report.Converted(node, $"endpointEnv {name}");
            return (null, name);
        }

        var text = node.Text ?? "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            report.NeedsYou(node, "this is no absolute http or https address: state the provider's 'endpoint' in the table");
            return (vendor.Address, null);
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            report.NeedsYou(node, "user, query and fragment are left out of the address: what they carried belongs into the key or its header");
        }

        if (vendor.Prefix == "gemini" && !uri.AbsolutePath.Contains("openai", StringComparison.Ordinal))
        {
            report.NeedsYou(node,
                "this is Gemini's own API, and RouteGen speaks its OpenAI-compatible one: the kind's own address is taken; state 'endpoint' for another");
            return (null, null);
        }

        var path = uri.AbsolutePath.TrimEnd('/');
        path = vendor.Kind switch
        {
            "azure-openai" => AzurePath().Replace(path, ""),
            "anthropic" => AnthropicPath().Replace(path, ""),
            "ollama" => OllamaPath().Replace(path, ""),
            _ => ChatPath().Replace(path, ""),
        };
        var address = uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) + path;
        report.Converted(node, $"endpoint {address}");
        return (address, null);
    }

    private (string? Endpoint, string? Variable) Vertex(Params parameters)
    {
        var location = parameters["vertex_location"] ?? parameters["region_name"];
        var project = parameters["vertex_project"];
        var where = Resolve(location) ?? "global";
        report.NeedsYou(parameters["vertex_credentials"],
            "Vertex's OpenAI-compatible API takes an access token, which lasts an hour: keep VERTEX_ACCESS_TOKEN fresh, or let an " +
            "application supply tokens (\"auth\": \"token\")");
        if (Resolve(project) is not { } id)
        {
            var named = "VERTEX_OPENAI_BASE" + (where == "global" ? "" : "_" + Upper(where));
            report.Converted(location, $"part of the address in {named}");
            report.NeedsYou(project ?? parameters["model"],
                $"export {named}, Vertex's OpenAI-compatible address (https://LOCATION-aiplatform.googleapis.com/v1/projects/PROJECT/" +
                "locations/LOCATION/endpoints/openapi), and VERTEX_ACCESS_TOKEN (gcloud auth print-access-token), which lasts an hour");
            return (null, named);
        }

        var host = where == "global" ? "aiplatform.googleapis.com" : $"{where}-aiplatform.googleapis.com";
        var address = $"https://{host}/v1/projects/{Uri.EscapeDataString(id)}/locations/{where}/endpoints/openapi";
        report.Converted(project, $"endpoint {address}");
        report.Converted(location, "part of the endpoint");
        report.NeedsYou(parameters["model"], "export VERTEX_ACCESS_TOKEN (gcloud auth print-access-token); it lasts an hour");
        return (address, null);
    }

    private (string? Key, string? Auth) Key(Params parameters, Vendor vendor, KnownKind? kind, string? endpoint, string? variableOfEndpoint)
    {
        var node = parameters["api_key"];
        foreach (var secret in parameters.Secrets)
        {
            report.NeedsYou(secret, "credentials of this form are not taken over: an application supplies tokens (\"auth\": \"token\")");
        }

        if (node is null || node.IsNull || node.Text is null)
        {
            if (parameters["azure_ad_token"] is not null || parameters["tenant_id"] is not null)
            {
                return (null, "token");
            }

            var isOwn = kind is { NeedsKey: false } && (endpoint is not null || variableOfEndpoint is not null) && endpoint != vendor.Address;
            return (isOwn ? null : vendor.Key, null);
        }

        if (node.Variable is { } name)
        {
            report.Converted(node, $"apiKeyEnv {name}");
            return (name, null);
        }

        if (node.Text.Length == 0 || Placeholders.Contains(node.Text))
        {
            if (kind is { NeedsKey: false } or null)
            {
                report.Dropped(node, "a placeholder: the server is asked without a key");
                return (null, "none");
            }

            report.NeedsYou(node, $"a placeholder stands here: export {vendor.Key}");
            return (vendor.Key, null);
        }

        // The same secret gets the same name; the secret itself is only compared, and kept nowhere.
        var invented = _invented.TryGetValue(node.Text, out var before) ? before : Invent(vendor, endpoint);
        _invented[node.Text] = invented;
        report.NeedsYou(node, $"a key stands here in plain text, and is not copied: put it into the environment variable {invented}");
        return (invented, null);
    }

    private string Invent(Vendor vendor, string? endpoint)
    {
        var owner = endpoint is not null && vendor.Address is null && Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
            ? $"{uri.Host}{(uri.IsDefaultPort ? "" : $"_{uri.Port}")}" : vendor.Prefix;
        var usual = owner == vendor.Prefix && vendor.Key is not null ? vendor.Key : Upper(owner) + "_API_KEY";
        usual = char.IsAsciiLetter(usual[0]) ? usual : "HOST_" + usual;
        var name = usual;
        for (var i = 2; _invented.ContainsValue(name); i++)
        {
            name = $"{usual}_{i}";
        }

        return name;
    }

    private string? Region(Params parameters)
    {
        var node = parameters["region_name"] ?? parameters["aws_region_name"] ?? parameters["vertex_location"];
        if (Resolve(node) is not { } text || !RegionName().IsMatch(text) || text == "global")
        {
            return null;
        }

        report.Converted(node, $"region {text}");
        return text;
    }

    private string? Resolve(ConfigNode? node) => node?.Variable is { } name ? variable(name) : node?.Text;

    private static string Hint(Vendor vendor, string kind, string? endpoint, string? variableOfEndpoint) => kind switch
    {
        "azure-openai" => "azure",
        "openai-compatible" when vendor.Prefix is not ("openai" or "custom_openai" or "openai_like") => vendor.Prefix.Replace('_', '-'),
        "openai-compatible" when endpoint is not null => new Uri(endpoint).Host is var host && char.IsAsciiLetter(host[0]) ? host.Replace('.', '-') : "server",
        "openai-compatible" when variableOfEndpoint is { } name => Lower(name),
        _ => kind,
    };

    private static string Lower(string variable)
    {
        var name = Suffix().Replace(variable, "").ToLowerInvariant().Replace('_', '-').Trim('-');
        return name.Length > 0 && char.IsAsciiLetter(name[0]) ? name : "server";
    }

    private static string Upper(string text) => new StringBuilder().Append(
        [.. text.ToUpperInvariant().Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_')]).ToString();

    private static bool Same(string known, string address) => Bare(known) == Bare(address);

    private static string Bare(string address) => address.TrimEnd('/').Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase) is var text
        && text.EndsWith("/v1", StringComparison.Ordinal) ? text[..^3] : text;

    [GeneratedRegex("/openai(/.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex AzurePath();

    [GeneratedRegex("/v1(/messages)?$")]
    private static partial Regex AnthropicPath();

    [GeneratedRegex("/api(/(chat|generate|embed|embeddings))?$")]
    private static partial Regex OllamaPath();

    [GeneratedRegex("/(chat/completions|completions|embeddings)$")]
    private static partial Regex ChatPath();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex RegionName();

    [GeneratedRegex("(_API_BASE|_BASE_URL|_API_URL|_URL|_ENDPOINT|_API_BASE_URL|_BASE)$", RegexOptions.IgnoreCase)]
    private static partial Regex Suffix();
}
