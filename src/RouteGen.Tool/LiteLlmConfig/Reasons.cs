namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Why members of a configuration have no place in a table, and where their like is.</summary>
internal static class Reasons
{
    private const string Observing = "logging is the host's: see observers and OpenTelemetry in docs/operations.md";
    private const string Caching = "replies are not cached";
    private const string Breaker = "breakers have fixed values: see docs/faults.md";
    private const string Database = "RouteGen keeps keys, budgets and spend in SQLite files or Redis: see docs/keys.md";
    private const string Users = "users are not kept: keys are (routegen keys), and budgets count by user, tenant or tag";
    private const string TagRouting = "tags do not choose deployments: routes and their groups do";
    private const string Secrets = "keys come from environment variables or from configuration, such as a key vault's provider";
    private const string Manage = "there is no web interface, and no database behind one: keys are managed by routegen keys or over HTTP";
    private const string OneModel = "every request names its model, and images and moderations are not served";
    private const string Defaults = "there is no default for it in a table: callers send it";

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["set_verbose"] = Observing,
        ["json_logs"] = Observing,
        ["callbacks"] = Observing,
        ["success_callback"] = Observing,
        ["failure_callback"] = Observing,
        ["service_callback"] = Observing,
        ["service_callbacks"] = Observing,
        ["turn_off_message_logging"] = "prompts are never logged; a route's 'capture' keeps them on request",
        ["store_prompts_in_spend_logs"] = "prompts are kept only where a route says 'capture'",
        ["redact_user_api_key_info"] = "no key is ever logged",
        ["cache"] = Caching,
        ["cache_params"] = Caching,
        ["cache_responses"] = Caching,
        ["caching_groups"] = Caching,
        ["allowed_fails"] = Breaker,
        ["cooldown_time"] = Breaker,
        ["allowed_fails_policy"] = Breaker,
        ["disable_cooldowns"] = Breaker,
        ["database_url"] = Database,
        ["database_connection_pool_limit"] = Database,
        ["database_connection_timeout"] = Database,
        ["proxy_batch_write_at"] = Database,
        ["store_model_in_db"] = "models stand in the table",
        ["disable_spend_logs"] = "spend is kept where a store is registered",
        ["redis_host"] = Database,
        ["redis_port"] = Database,
        ["redis_password"] = Database,
        ["redis_url"] = Database,
        ["disable_error_logs"] = Observing,
        ["log_level"] = Observing,
        ["maximum_spend_logs_retention_period"] = Database,
        ["telemetry"] = "RouteGen reports to nobody",
        ["max_internal_user_budget"] = Users,
        ["internal_user_budget_duration"] = Users,
        ["default_internal_user_params"] = Users,
        ["default_team_settings"] = Users,
        ["key_generation_settings"] = Users,
        ["allow_user_auth"] = Users,
        ["modify_params"] = "requests are sent as callers wrote them, apart from what a target does not accept",
        ["default_model"] = "a request without a model is refused: there is no silent default",
        ["completion_model"] = "a request without a model is refused: there is no silent default",
        ["organization"] = "a key of OpenAI belongs to one organization: take one of that organization",
        ["rpm_limit"] = "LiteLLM does not read it here either: 'rpm' is the limit of a deployment",
        ["tpm_limit"] = "LiteLLM does not read it here either: 'tpm' is the limit of a deployment",
        ["top_k"] = Defaults,
        ["frequency_penalty"] = Defaults,
        ["presence_penalty"] = Defaults,
        ["seed"] = Defaults,
        ["stop"] = Defaults,
        ["n"] = Defaults,
        ["response_format"] = Defaults,
        ["tools"] = Defaults,
        ["tool_choice"] = Defaults,
        ["parallel_tool_calls"] = Defaults,
        ["logprobs"] = Defaults,
        ["top_logprobs"] = Defaults,
        ["logit_bias"] = Defaults,
        ["modalities"] = Defaults,
        ["verbosity"] = Defaults,
        ["web_search_options"] = Defaults,
        ["stream"] = Defaults,
        ["extra_headers"] = "headers of a provider are its kind's; a handler of its HTTP client adds others",
        ["headers"] = "headers of a provider are its kind's; a handler of its HTTP client adds others",
        ["extra_body"] = "members of a body come from callers: those that a vendor knows are passed on",
        ["id"] = "targets are known by their names",
        ["db_model"] = "models stand in the table",
        ["tags"] = TagRouting,
        ["enable_tag_filtering"] = TagRouting,
        ["tag_filtering_match_any"] = TagRouting,
        ["default_max_parallel_requests"] = "'concurrency' is a limit of each target: state it there",
        ["max_parallel_requests"] = "'concurrency' is a limit of each target, and MaxConcurrency one of a key: state it there",
        ["global_max_parallel_requests"] = "the host limits what it takes at a time; 'concurrency' is a limit of each target",
        ["default_litellm_params"] = "'options' of a chain entry are the defaults of its target: state them there",
        ["model_group_retry_policy"] = "'retry' and 'on' are a route's own: state them there",
        ["max_fallbacks"] = "a chain is as long as it is; limits.attempts bounds the requests of a call",
        ["cache_control_injection_points"] = "callers mark what is cached; OpenAI and others cache by themselves",
        ["enforce_user_param"] = "a budget \"per\": \"user\" refuses calls that name no user",
        ["enforced_params"] = "a budget \"per\": \"user\", \"tenant\" or \"key\" refuses calls that do not name theirs",
        ["reject_clientside_metadata_tags"] = "a key's own tags cannot be changed by its requests",
        ["max_request_size_mb"] = "RouteGen:Gateway:MaxRequestBytes says it, 32 MB otherwise",
        ["key_management_system"] = Secrets,
        ["key_management_settings"] = Secrets,
        ["use_azure_key_vault"] = Secrets,
        ["use_google_kms"] = Secrets,
        ["litellm_key_header_name"] = "keys come in Authorization, x-api-key or api-key",
        ["allow_requests_on_db_unavailable"] = "known keys go on working for ten minutes where their store is away: see docs/keys.md",
        ["user_api_key_cache_ttl"] = "changes of keys take effect within ten seconds: see docs/keys.md",
        ["forward_openai_org_id"] = "headers of clients are not passed on",
        ["pass_through_endpoints"] = "nothing is passed through without a route",
        ["embedding_model"] = OneModel,
        ["image_generation_model"] = OneModel,
        ["moderation_model"] = OneModel,
        ["ui_access_mode"] = Manage,
        ["custom_sso"] = Manage,
        ["custom_key_generate"] = Manage,
        ["default_team_params"] = Users,
        ["default_team_disabled"] = Users,
        ["upperbound_key_generate_params"] = Users,
        ["tag_budget_config"] = "a budget \"per\": \"tag\" is one limit for each value of a tag alike: state it where that will do",
        ["mcp_aliases"] = "tools are the callers': no MCP server is called",
        ["langfuse_default_tags"] = Observing,
        ["debug_level"] = Observing,
        ["redis_db"] = Database,
        ["cache_kwargs"] = Caching,
        ["caching"] = Caching,
        ["access_groups"] = "keys list routes, or routes list groups: see docs/keys.md",
        ["mock_response"] = "no reply is made up: routegen serve --simulated has simulated providers",
        ["thinking"] = "reasoning is asked for by 'reasoningEffort' of the chain entry, or by callers",
        ["alerting"] = Observing,
        ["alerting_threshold"] = Observing,
        ["alert_types"] = Observing,
        ["alerting_args"] = Observing,
        ["background_health_checks"] = "see probing and health checks in docs/operations.md",
        ["health_check_interval"] = "see probing and health checks in docs/operations.md",
        ["routing_strategy_args"] = "strategies have no settings",
        ["allowed_ips"] = "the host's firewall or proxy decides that",
        ["forward_client_headers_to_llm_api"] = "headers of clients are not passed on",
        ["enable_jwt_auth"] = "JWTs are let in by RouteGen:Gateway:Access:Schemes: see docs/keys.md",
        ["litellm_jwtauth"] = "JWTs are let in by RouteGen:Gateway:Access:Schemes: see docs/keys.md",
        ["num_ctx"] = "the server's own setting decides its window",
        ["service_tier"] = "without it, the caller and the provider choose the tier; a target takes standard, flex or priority",
        ["keep_alive"] = "the server's own setting decides that",
    };

    private static readonly Dictionary<string, string> Sections = new(StringComparer.Ordinal)
    {
        ["environment_variables"] = "set it where the endpoint runs; no value is copied",
        ["guardrails"] = "nothing checks prompts or replies here; keep what does that in front of the endpoint",
        ["mcp_servers"] = "tools are the callers': no MCP server is called",
        ["mcp_tools"] =
            "tools are the callers': no MCP server is called",
        ["vector_store_registry"] = "there are no vector stores",
        ["search_tools"] = "searches are the providers' or the callers'",
        ["files_settings"] = "files are not relayed",
        ["finetune_settings"] = "fine-tuning is not relayed",
        ["pass_through_endpoints"] = "nothing is passed through without a route",
        ["callback_settings"] = Observing,
        ["prompts"] = "prompts are the application's",
        ["cache_params"] = Caching,
    };

    /// <summary>Whole sections that need somebody's attention.</summary>
    public static bool IsAttention(string section) => section is "guardrails" or "environment_variables" or "pass_through_endpoints";

    /// <summary>The reason for a value of which nothing else was said.</summary>
    public static string For(ConfigNode node)
    {
        var parts = node.Path.Split('.');
        foreach (var part in parts.Reverse())
        {
            if (Known.TryGetValue(part.Split('[')[0], out var reason))
            {
                return reason;
            }
        }

        return Section(parts[0].Split('[')[0]) ?? "a table has no such setting";
    }

    /// <summary>The reason for a whole section; null where its members have reasons of their own.</summary>
    public static string? Section(string name) => Sections.GetValueOrDefault(name);
}
