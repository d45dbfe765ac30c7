namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>The <c>litellm_params</c> of an entry, with what a named credential adds to them.</summary>
internal sealed class Params(ConfigNode own, ConfigNode? credential)
{
    private static readonly string[] SecretNames =
    [
        "azure_ad_token", "client_secret", "azure_password", "aws_access_key_id", "aws_secret_access_key", "aws_session_token",
        "aws_web_identity_token", "vertex_credentials", "token",
    ];

    /// <summary>A member: its own, or that of the credential.</summary>
    public ConfigNode? this[string name] => own[name] ?? credential?[name];

    /// <summary>Credentials other than a key.</summary>
    public IEnumerable<ConfigNode> Secrets => SecretNames.Select(n => this[n]).OfType<ConfigNode>().Where(static n => !n.IsNull);
}
