using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Tells what becomes of an SDK's client, so that it is reported once and only where it chats.</summary>
internal static class SdkUse
{
    /// <summary>What a client that was just made is for, where its uses are in sight; else what it can do.</summary>
    public static ClientPurpose PurposeOf(IObjectCreationOperation creation)
    {
        if (SdkClients.IsEmbedding(creation.Type))
        {
            return ClientPurpose.Embedding;
        }

        var isFactory = SdkClients.IsFactory(creation.Type);
        if (!isFactory && !SdkClients.IsChat(creation.Type))
        {
            return ClientPurpose.None;
        }

        var can = isFactory ? ClientPurpose.Chat | ClientPurpose.Embedding : ClientPurpose.Chat;
        return ClientUses.Read(creation) is { Count: > 0 } uses
            && ClientPurposes.Read(uses, isFactory ? ClientPurpose.Other : ClientPurpose.Chat) is var purposes and not ClientPurpose.None
            ? purposes
            : can;
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
}
