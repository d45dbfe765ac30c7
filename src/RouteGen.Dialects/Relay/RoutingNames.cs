using System.Collections.Frozen;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// Members by which a request tells gateways and SDKs where to go and by which account. No provider's description has them, but what stands
/// at a provider's address may be a gateway itself: none of them goes on, to whoever takes members that nobody describes.
/// </summary>
internal static class RoutingNames
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
    [
        "api_base", "api_key", "api_keys", "api_type", "api_version", "apiBase", "apiKey", "auth", "authorization", "aws_access_key_id",
        "aws_bedrock_runtime_endpoint", "aws_profile_name", "aws_region_name", "aws_role_name", "aws_secret_access_key", "aws_session_name",
        "aws_session_token", "aws_sts_endpoint", "aws_web_identity_token", "azure_ad_token", "azure_endpoint", "base_url", "baseURL",
        "client_id", "client_secret", "credentials", "custom_llm_provider", "deployment_id", "endpoint", "extra_body", "extra_headers",
        "extra_query", "headers", "litellm_credential_name", "litellm_metadata", "litellm_params", "model_list", "organization", "proxy",
        "provider_config", "region_name", "router", "tenant_id", "user_config", "vertex_ai_credentials", "vertex_credentials",
        "vertex_location", "vertex_project", "watsonx_url",
    ], StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string member) => Names.Contains(member);
}
