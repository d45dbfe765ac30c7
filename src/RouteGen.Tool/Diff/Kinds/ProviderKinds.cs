using static RouteGen.Tool.Diff.Kinds.ChangeKind;

namespace RouteGen.Tool.Diff.Kinds;

/// <summary>Kinds of changes of providers: where requests go, and with what.</summary>
internal static class ProviderKinds
{
    public static readonly ChangeKind Added = Note("provider-added", "Provider added", "Requests can go there.");

    public static readonly ChangeKind Removed = Note("provider-removed", "Provider removed", "No request goes there any more.");

    public static readonly ChangeKind Renamed = Note("provider-renamed", "Provider renamed",
        "Requests go where they went; settings, budgets per provider and reports are under the new name.");

    public static readonly ChangeKind KindChanged = Warning("provider-kind-changed", "Kind of provider changed",
        "Another adapter speaks to it.");

    public static readonly ChangeKind EndpointChanged = Warning("provider-endpoint-changed", "Endpoint changed",
        "Requests, and the keys with them, go to another address.");

    public static readonly ChangeKind AuthChanged = Warning("provider-auth-changed", "Authentication changed",
        "Requests are authenticated in another way.");

    public static readonly ChangeKind KeysChanged = Warning("provider-keys-changed", "Keys changed",
        "Requests are sent with other keys, or in another order of them.");

    public static readonly ChangeKind VariableNeeded = Warning("variable-needed", "Environment variable needed",
        "It has to be set wherever the table runs before this is deployed.");

    public static readonly ChangeKind VariableUnneeded = Note("variable-unneeded", "Environment variable no longer needed",
        "Nothing of the table reads it any more.");

    public static readonly ChangeKind ApiChanged = Warning("provider-api-changed", "Protocol changed", "Another protocol is spoken.");

    public static readonly ChangeKind GatewayChanged = Note("provider-gateway-changed", "Gateway or not",
        "Whether other providers are behind it is said otherwise.");

    public static readonly ChangeKind RegionChanged = Warning("provider-region-changed", "Region changed",
        "What it is sent is processed elsewhere, or nobody says where.");

    public static readonly ChangeKind RegionStated = Note("provider-region-stated", "Region stated",
        "The table says where it processes what it is sent.");

    public static readonly ChangeKind RetentionWeakened = Warning("provider-retention-weakened", "Data kept longer",
        "The provider keeps what it is sent for longer, or no longer says for how long.");

    public static readonly ChangeKind RetentionStrengthened = Note("provider-retention-strengthened", "Data kept for less time",
        "The provider keeps what it is sent for a shorter time.");

    public static readonly ChangeKind PriceFactorRaised = Warning("price-factor-raised", "Price factor raised",
        "Every price there is multiplied by more.");

    public static readonly ChangeKind PriceFactorLowered = Note("price-factor-lowered", "Price factor lowered",
        "Every price there is multiplied by less.");

    public static readonly ChangeKind CreditAdded = Note("credit-added", "Free credit stated", "It pays for calls before money does.");

    public static readonly ChangeKind CreditRemoved = Warning("credit-removed", "Free credit gone",
        "Calls there are paid for from the first one on.");

    public static readonly ChangeKind CreditLowered = Warning("credit-lowered", "Less free credit",
        "It is used up sooner, or lapses sooner.");

    public static readonly ChangeKind CreditRaised = Note("credit-raised", "More free credit", "It lasts longer.");

    public static readonly ChangeKind CreditEndChanged = Warning("credit-end-changed", "What follows the credit changed",
        "Without credit, the provider's targets are skipped, or paid for.");

    public static readonly ChangeKind OpenRouterChanged = Warning("openrouter-changed", "OpenRouter's choice changed",
        "OpenRouter chooses otherwise who serves.");

    public static readonly ChangeKind OpenRouterPrivacyWeakened = Error("openrouter-privacy-weakened", "OpenRouter may use data",
        "Providers may serve that keep what they are sent, or train on it.");
}
