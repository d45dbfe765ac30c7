using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>How often an SDK's client repeats a failed request by itself, read from the code that makes it.</summary>
/// <param name="HowOften">In words.</param>
/// <param name="Remedy">How to turn it off.</param>
/// <remarks>
/// Defaults as measured against a server that counts: OpenAI 2.14 repeats 3 times, Anthropic 13.12 twice, OllamaSharp 5.5 never.
/// </remarks>
internal sealed record SdkRetries(string HowOften, string Remedy)
{
    private const string OpenAIRemedy = "pass options with RetryPolicy = new ClientRetryPolicy(maxRetries: 0)";
    private const string AnthropicRemedy = "set MaxRetries = 0";

    /// <summary>Null where the client does not repeat, or where that cannot be known.</summary>
    public static SdkRetries? Read(IObjectCreationOperation creation)
    {
        if (RouteSymbols.IsOrDerivesFrom(creation.Type, "Anthropic", "AnthropicClient"))
        {
            return OfAnthropic(creation);
        }

        var isOpenAI = SdkClients.IsFactory(creation.Type)
            || RouteSymbols.IsOrDerivesFrom(creation.Type, "OpenAI.Chat", "ChatClient")
            || RouteSymbols.IsOrDerivesFrom(creation.Type, "OpenAI.Responses", "ResponsesClient")
            || RouteSymbols.IsOrDerivesFrom(creation.Type, "OpenAI.Embeddings", "EmbeddingClient");
        return isOpenAI ? OfOpenAI(creation) : null;
    }

    private static SdkRetries? OfAnthropic(IObjectCreationOperation creation)
    {
        if (creation.Parent is IInvocationOperation { TargetMethod.Name: "WithOptions" })
        {
            return null;
        }

        if ((Assigned(creation, "MaxRetries") ?? OfOptions(creation, "MaxRetries")) is { } stated)
        {
            return Count(stated) is { } count and not 0 ? new SdkRetries(Words(count), AnthropicRemedy) : null;
        }

        return OptionsOf(creation) is null || IsKnown(creation) ? new SdkRetries("2 times by default", AnthropicRemedy) : null;
    }

    private static SdkRetries? OfOpenAI(IObjectCreationOperation creation)
    {
        if (creation.Constructor?.Parameters.Any(static parameter => parameter.Type.Name == "ClientPipeline") is true)
        {
            return null;
        }

        var byDefault = new SdkRetries("3 times by default", OpenAIRemedy);
        var options = OptionsOf(creation);
        if (options is null || !IsKnown(creation))
        {
            return options is null ? byDefault : null;
        }

        return OfOptions(creation, "RetryPolicy") is not { } policy ? byDefault
            : Made(policy) is not { Type.Name: "ClientRetryPolicy" } made ? null
            : made.Arguments.Length == 0 ? byDefault
            : Count(Origin.First(made.Arguments)) is { } count and not 0 ? new SdkRetries(Words(count), OpenAIRemedy)
            : null;
    }

    /// <summary>The options that a constructor takes; null where it takes none.</summary>
    private static IOperation? OptionsOf(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.Explicit
                && argument.Parameter?.Type.Name.EndsWith("Options", StringComparison.Ordinal) is true
                && argument.Value.ConstantValue is not { HasValue: true, Value: null })
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>Whether the options are made in sight, so that what is not set there is not set.</summary>
    private static bool IsKnown(IObjectCreationOperation creation) => Made(OptionsOf(creation)) is not null;

    private static IObjectCreationOperation? Made(IOperation? value)
    {
        foreach (var operation in Origin.Unwrap(value))
        {
            if (operation is IObjectCreationOperation made)
            {
                return made;
            }
        }

        return null;
    }

    private static IOperation? OfOptions(IObjectCreationOperation creation, string property) =>
        OptionsOf(creation) is { } options && Made(options) is { } made ? Later(options, property) ?? Assigned(made, property) : null;

    /// <summary>What an object initializer sets a property to.</summary>
    private static IOperation? Assigned(IObjectCreationOperation creation, string property)
    {
        foreach (var initializer in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (initializer
                is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value }
                && name == property)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>What is assigned to a property of a local after it was made.</summary>
    private static IOperation? Later(IOperation options, string property)
    {
        while (options is IConversionOperation conversion)
        {
            options = conversion.Operand;
        }

        if (options is not ILocalReferenceOperation { Local: var local })
        {
            return null;
        }

        foreach (var operation in Origin.Root(options).Descendants())
        {
            if (operation is ISimpleAssignmentOperation
                {
                    Target: IPropertyReferenceOperation { Property.Name: var name, Instance: ILocalReferenceOperation instance },
                    Value: var value
                }
                && name == property
                && SymbolEqualityComparer.Default.Equals(instance.Local, local))
            {
                return value;
            }
        }

        return null;
    }

    private static int? Count(IOperation? value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: int count } } => count,
        IConversionOperation conversion => Count(conversion.Operand),
        _ => null,
    };

    private static string Words(int? count) => count == 1 ? "once" : string.Format(CultureInfo.InvariantCulture, "{0} times", count);
}
