using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Tells what becomes of an SDK's client, so that it is reported once and only where it chats.</summary>
internal static class SdkUse
{
    /// <summary>
    /// Whether OpenAI's client of clients, just made, plainly serves other things alone than
    /// <paramref name="isMeant"/> takes from it: files and the like.
    /// </summary>
    public static bool IsForOther(IObjectCreationOperation creation, Func<IInvocationOperation, bool> isMeant)
    {
        switch (creation.Parent)
        {
            case IInvocationOperation call when ReferenceEquals(call.Instance, creation):
                return !isMeant(call);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return IsForOther(local, creation, isMeant);
            default:
                return false;
        }
    }

    /// <summary>Whether the chain of clients up to this one starts with a call or creation that is itself reported.</summary>
    public static bool BeginsInSight(IOperation? receiver)
    {
        for (var steps = 0; steps < 8; steps++)
        {
            IOperation? last = null;
            foreach (var operation in Origin.Unwrap(receiver))
            {
                if (operation is IObjectCreationOperation creation
                    && (SdkClients.IsChat(creation.Type) || SdkClients.IsFactory(creation.Type) || SdkClients.IsEmbedding(creation.Type)))
                {
                    return true;
                }

                last = operation;
            }

            switch (last)
            {
                case IInvocationOperation getter when SdkClients.IsChatGetter(getter) || SdkClients.IsEmbeddingGetter(getter):
                    return true;
                case IPropertyReferenceOperation { Instance: { } owner }:
                    receiver = owner;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether a registration plainly registers a client that is not a route, and that is not reported where it is made.</summary>
    public static bool RegistersStranger(IInvocationOperation registration, RouteSymbols symbols)
    {
        if (Client(registration) is not { } client)
        {
            // Hosting packages extend builders of their own; there is no client to be a route.
            return registration.TargetMethod.IsExtensionMethod && Origin.Receiver(registration)?.Type?.Name is { } host
                && host != "IServiceCollection" && symbols.TargetsOf(registration.Type) is null;
        }

        var makesStranger = false;
        foreach (var operation in client.DescendantsAndSelf())
        {
            if (symbols.TargetsOf(operation.Type) is not null
                || symbols.IsTable(operation.Type) || RouteKeys.TargetsOf(operation, symbols) is not null)
            {
                return false;
            }

            switch (operation)
            {
                case IInvocationOperation call when SdkClients.IsChatAdapter(call, symbols)
                    || SdkClients.IsChatGetter(call) || SdkClients.IsEmbeddingAdapter(call, symbols) || SdkClients.IsEmbeddingGetter(call):
                case IObjectCreationOperation sdk
                    when SdkClients.IsChat(sdk.Type) || SdkClients.IsFactory(sdk.Type) || SdkClients.IsEmbedding(sdk.Type):
                    return false;
                case IObjectCreationOperation made when symbols.IsChatClient(made.Type)
                    && !RouteSymbols.IsOrDerivesFrom(made.Type, "Microsoft.Extensions.AI", "DelegatingChatClient"):
                case IObjectCreationOperation generator when symbols.IsEmbeddingGenerator(generator.Type)
                    && !RouteSymbols.IsOrDerivesFrom(generator.Type, "Microsoft.Extensions.AI", "DelegatingEmbeddingGenerator"):
                    makesStranger = true;
                    break;
            }
        }

        return makesStranger;
    }

    private static IOperation? Client(IInvocationOperation registration)
    {
        foreach (var argument in registration.Arguments)
        {
            if (argument.Parameter?.Name is "innerClient"
                or "innerClientFactory" or "client" or "clientFactory" or "innerGenerator" or "innerGeneratorFactory")
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static bool IsForOther(ILocalSymbol local, IOperation at, Func<IInvocationOperation, bool> isMeant)
    {
        var isUsed = false;
        foreach (var operation in Origin.Root(at).Descendants())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                continue;
            }

            if (reference.Parent is not IInvocationOperation call || !ReferenceEquals(call.Instance, reference) || isMeant(call))
            {
                return false;
            }

            isUsed = true;
        }

        return isUsed;
    }
}
