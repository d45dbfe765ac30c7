using System.Text.Json.Nodes;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Reads the entries of <c>model_list</c>.</summary>
internal sealed class EntryReader(ConversionOptions options, ConfigReport report, ConfigNode? credentials)
{
    private readonly ProviderReader _providers = new(report, options.Variable);

    /// <summary>The deployments of an entry: one, or of a pattern one for each model that is known behind it.</summary>
    public IReadOnlyList<Deployment> Read(ConfigNode entry)
    {
        var group = entry["model_name"];
        var name = group?.Text;
        var parameters = entry["litellm_params"];
        if (name is null or "" || parameters is null || !parameters.IsMap)
        {
            return Refuse(entry, name ?? "?", "it has no model_name or no litellm_params");
        }

        report.Converted(group, "the name by which clients ask");
        var own = new Params(parameters, Credential(parameters["litellm_credential_name"]));
        var model = own["model"];
        var text = model?.Text;
        if (model?.Variable is { } variable && text!.StartsWith("os.environ/", StringComparison.Ordinal))
        {
            text = options.Variable(variable);
            if (string.IsNullOrEmpty(text))
            {
                report.NeedsYou(model, $"the model stands in the environment variable {variable}: set it, and convert again");
                return Refuse(entry, name, $"its model stands in {variable}, which is not set here");
            }
        }

        if (string.IsNullOrEmpty(text))
        {
            return Refuse(entry, name, "it names no model");
        }

        if (text.Contains('*', StringComparison.Ordinal) || name.Contains('*', StringComparison.Ordinal))
        {
            return Pattern(entry, name, text, own);
        }

        return One(entry, name, text, own, out var reason) is { } one ? [Taken(entry, one)] : Refuse(entry, name, reason);
    }

    private Deployment Taken(ConfigNode entry, Deployment deployment)
    {
        report.Entries.Add(new(entry, deployment.Group, null));
        return deployment;
    }

    private IReadOnlyList<Deployment> Refuse(ConfigNode entry, string name, string reason)
    {
        report.Entries.Add(new(entry, name, reason));
        return [];
    }

    /// <summary>A pattern lets clients name any model of a provider; a table has targets, so the models have to be known.</summary>
    private IReadOnlyList<Deployment> Pattern(ConfigNode entry, string name, string text, Params own)
    {
        var model = own["model"];
        if (name.Count(static c => c == '*') != 1 || text.Count(static c => c == '*') > 1)
        {
            report.NeedsYou(entry["model_name"], "a pattern with several '*' says nothing of what stands for which: write out its models");
            return Refuse(entry, name, "its pattern has several '*'");
        }

        var named = options.Wildcards.GetValueOrDefault(name);
        var vendors = text == "*" ? (string[])["openai", "anthropic", "gemini", "mistral", "groq", "deepseek", "xai"]
            : [text.Split('/')[0]];
        var isOpen = text == "*" || (text.EndsWith("/*", StringComparison.Ordinal) && own["api_base"] is null);
        List<(string Client, string Model)> models = named is not null
            ? [.. named.Select(m => (name.Replace("*", m, StringComparison.Ordinal), text.Replace("*", m, StringComparison.Ordinal)))]
            : !text.Contains('*', StringComparison.Ordinal) ? [(name, text)]
            : isOpen ? [.. vendors.SelectMany(v => options.Catalog.ModelsOf(v)
                .Select(m => (name.Replace("*", text == "*" ? $"{v}/{m}" : m, StringComparison.Ordinal), $"{v}/{m}")))]
            : [];
        if (models.Count == 0)
        {
            report.NeedsYou(model, $"nobody but you knows the models behind '{name}': name them, --models '{name}=first,second', and "
                + $"convert again");
            return Refuse(entry, name, $"the models behind '{name}' are not known: --models '{name}=first,second'");
        }

        var deployments = new List<Deployment>();
        var reason = "";
        foreach (var (client, full) in models)
        {
            if (One(entry, client, full, own, out var why) is { } deployment)
            {
                deployments.Add(deployment with { IsOfPattern = text.Contains('*', StringComparison.Ordinal) });
            }
            else
            {
                reason = why;
            }
        }

        if (deployments.Count == 0)
        {
            return Refuse(entry, name, reason);
        }

        if (text.Contains('*', StringComparison.Ordinal))
        {
            report.NeedsYou(model, named is not null
                ? $"it stands for the {deployments.Count} models that --models names"
                : $"it stands for the {deployments.Count} models of the catalog; clients that name others are refused: add them with "
                    + $"--models '{name}=first,second'");
        }

        report.Entries.Add(new(entry, name, null));
        return deployments;
    }

    private Deployment? One(ConfigNode entry, string group, string text, Params own, out string reason)
    {
        var parameters = entry["litellm_params"]!;
        var info = entry["model_info"];
        if (Vendor.Split(text, own["custom_llm_provider"]?.Text, own["api_base"] is { IsNull: false }) is not var (vendor, model))
        {
            reason = "LiteLLM knows no provider of that name: correct it, or state api_base";
            return null;
        }

        report.Converted(own["custom_llm_provider"], "the kind of its provider");
        var target = new JsonObject();
        model = Protocol(vendor, model, target);
        var baseModel = info?["base_model"]?.Text;
        if (ModeReader.Read(info?["mode"], baseModel ?? model, report, entry, out reason) is not { } mode
            || _providers.Read(own, vendor, model, out reason) is not { } provider)
        {
            return null;
        }

        if (mode == DeploymentMode.Embedding && RouteGen.Model.Tables.KnownKinds.Find(provider.Kind) is { HasEmbeddings: false })
        {
            reason = $"RouteGen asks providers of kind {provider.Kind} for no embeddings";
            return null;
        }

        if (mode == DeploymentMode.Embedding)
        {
            target.Remove("api");
        }

        report.Converted(own["model"], "model of the target");
        report.Converted(info?["base_model"], "the model by which it is priced");
        var seller = Seller(vendor, provider);
        var shared = (baseModel is null ? null : options.Catalog.Find(vendor.Prefix, Bare(baseModel)))
            ?? (seller is null ? null : options.Catalog.Find(seller, model));
        var facts = ModelFacts.Read(info, parameters, Bare(baseModel ?? model), mode, shared is null ? null
            : options.Catalog.Facts(shared), report);
        if (provider.Kind == "openrouter" && model.EndsWith(":free", StringComparison.Ordinal) && facts?["usdPerMTok"] is null)
        {
            facts ??= [];
            facts["usdPerMTok"] = new JsonObject { ["input"] = 0, ["output"] = 0 };
        }

        ParameterReader.Target(own, target, provider.Kind, mode, report);
        return new Deployment
        {
            Node = entry,
            Group = group,
            Vendor = vendor,
            Model = vendor.Prefix is "vertex_ai" or "vertex_ai_beta" && !model.Contains('/', StringComparison.Ordinal) ? "google/" + model
                : model,
            BaseModel = baseModel,
            Provider = provider,
            Mode = mode,
            Shared = facts is null ? shared : null,
            Facts = facts is null ? [] : shared is null ? facts : ModelFacts.Over(options.Catalog.Facts(shared), facts),
            Target = target,
            Options = mode == DeploymentMode.Chat ? ParameterReader.Options(own, report) : [],
            About = About(info),
            Weight = own["weight"]?.Number is >= 0 and var weight ? weight : null,
            Order = own["order"]?.Number is >= 0 and var order ? order : null,
            Timeout = ParameterReader.Seconds(own["timeout"] ?? own["request_timeout"],
                "timeouts.attempt of the route, the longest of its chain", report),
            StreamTimeout = ParameterReader.Seconds(own["stream_timeout"], "timeouts.firstToken of the route, the longest of its chain",
                report),
            Retries = (int?)ParameterReader.Number(own["num_retries"] ?? own["max_retries"], "retry.maxRetries of the route", report),
        };
    }

    private static string Protocol(Vendor vendor, string model, JsonObject target)
    {
        var parts = model.Split('/', 2);
        if (vendor.Prefix is "azure" or "openai" && parts is ["responses", var rest])
        {
            target["api"] = "responses";
            return rest;
        }

        return parts switch
        {
            ["o_series" or "gpt5_series", var deployment] when vendor.Prefix == "azure" => deployment,
            ["chat" or "converse" or "invoke" or "openai", var name] when vendor.Prefix == "bedrock" => name,
            _ => model,
        };
    }

    private string? About(ConfigNode? info)
    {
        if (info?["description"] is not { Text: { } text } node || text.Any(static c => char.IsControl(c)) || text.Length is 0 or > 300)
        {
            return null;
        }

        report.Converted(node, "about");
        return text;
    }

    private ConfigNode? Credential(ConfigNode? name)
    {
        if (name?.Text is null || credentials is not { IsList: true })
        {
            return null;
        }

        var found = credentials.Items.FirstOrDefault(c => c["credential_name"]?.Text == name.Text);
        if (found is null)
        {
            report.NeedsYou(name, "no credential has this name: state api_key and api_base");
            return null;
        }

        report.Converted(name, "key and address of the provider");
        report.Converted(found["credential_name"], "the name by which entries refer to it");
        return found["credential_values"];
    }

    /// <summary>Whose prices are asked for: an address of its own may sell a model of the same name for any price.</summary>
    private static string? Seller(Vendor vendor, ProviderDraft provider) => provider.Kind switch
    {
        "openai-compatible" => vendor.Address is not null || vendor.Prefix is "vertex_ai" or "vertex_ai_beta" ? vendor.Prefix : null,
        "together" => "together_ai",
        "fireworks" => "fireworks_ai",
        "azure-openai" => "azure",
        var kind => kind,
    };

    private static string Bare(string model) => model[(model.LastIndexOf('/') + 1)..];
}
