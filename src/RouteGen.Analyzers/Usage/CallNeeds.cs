using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>A feature that a call cannot do without, as the runtime's preflight will see it.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Place">What asks for it.</param>
internal sealed record CallNeed(ModelFeatures Feature, Location Place)
{
    /// <summary>The feature as routes.json spells it.</summary>
    public string Word => Feature == ModelFeatures.JsonSchema ? "jsonSchema" : Feature.ToString().ToLowerInvariant();

    /// <summary>What is passed, for a message.</summary>
    public string What => Feature switch
    {
        ModelFeatures.Streaming => "a stream asked for",
        ModelFeatures.JsonSchema => "a schema",
        ModelFeatures.Vision => "an image",
        ModelFeatures.Audio => "sound",
        ModelFeatures.Files => "a file",
        _ => "tools",
    };
}

/// <summary>Reads from a call what it passes: tools, a schema, media. What is not plain to see is not needed.</summary>
internal static class CallNeeds
{
    public static IEnumerable<CallNeed> Read(RouteCall call)
    {
        if (call.IsStreamed)
        {
            yield return new CallNeed(ModelFeatures.Streaming, call.NameLocation);
        }

        if (IsTyped(call.Invocation))
        {
            yield return new CallNeed(ModelFeatures.JsonSchema, call.NameLocation);
        }

        if (call.Options is { } options)
        {
            foreach (var (property, value, assignment) in Settings(options.Value))
            {
                var feature = property switch
                {
                    "Tools" when IsFilled(value) => ModelFeatures.Tools,
                    "ResponseFormat" when IsSchema(value) => ModelFeatures.JsonSchema,
                    _ => ModelFeatures.None,
                };
                if (feature != ModelFeatures.None)
                {
                    yield return new CallNeed(feature, Within(options, assignment));
                }
            }
        }

        if (call.Messages is { } messages)
        {
            foreach (var content in Contents(messages.Value))
            {
                if (MediaNeeds.Read(content) is var feature and not ModelFeatures.None)
                {
                    yield return new CallNeed(feature, Within(messages, content));
                }
            }
        }
    }

    /// <summary><c>GetResponseAsync&lt;T&gt;</c> asks for a schema unless it is told not to.</summary>
    private static bool IsTyped(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod
            is not { Name: "GetResponseAsync", TypeArguments.Length: 1, ContainingType.Name: "ChatClientStructuredOutputExtensions" })
        {
            return false;
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.Name == "useJsonSchemaResponseFormat" && argument.ArgumentKind == ArgumentKind.Explicit)
            {
                return Plain(argument.Value).ConstantValue is { HasValue: true, Value: true };
            }
        }

        return true;
    }

    private static IEnumerable<(string Property, IOperation Value, IOperation Assignment)> Settings(IOperation options)
    {
        var passed = Plain(options);
        var made = passed;
        if (passed is ILocalReferenceOperation local)
        {
            made = Origin.OnlyValue(local) is { } value ? Plain(value) : passed;
            foreach (var operation in Origin.Root(passed).Descendants())
            {
                if (operation is ISimpleAssignmentOperation
                    {
                        Target: IPropertyReferenceOperation { Instance: ILocalReferenceOperation instance, Property.Name: var name }
                    } assignment
                    && SymbolEqualityComparer.Default.Equals(instance.Local, local.Local))
                {
                    yield return (name, assignment.Value, assignment);
                }
            }
        }

        if (made is IObjectCreationOperation { Initializer: { } initializer })
        {
            foreach (var setting in initializer.Initializers)
            {
                if (setting is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } } assignment)
                {
                    yield return (name, assignment.Value, assignment);
                }
            }
        }
    }

    private static bool IsFilled(IOperation tools)
    {
        var value = Plain(tools);
        return value switch
        {
            { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation => false,
            IArrayCreationOperation { Initializer: { } items } => !items.ElementValues.IsEmpty,
            IArrayCreationOperation => false,
            IObjectCreationOperation { Initializer: var items, Arguments.IsEmpty: true } => items is { Initializers.IsEmpty: false },
            { Syntax: CollectionExpressionSyntax collection } => collection.Elements.Count > 0,
            IInvocationOperation { TargetMethod: { Name: "Empty", Parameters.IsEmpty: true } } => false,
            _ => value.Kind != OperationKind.Invalid,
        };
    }

    private static bool IsSchema(IOperation format) => Plain(format) switch
    {
        IInvocationOperation { TargetMethod.Name: "ForJsonSchema" } => true,
        IObjectCreationOperation { Type.Name: "ChatResponseFormatJson" } creation => Origin.First(creation.Arguments) is { } schema
            && Plain(schema).ConstantValue is not { HasValue: true, Value: null } && Plain(schema) is not IDefaultValueOperation,
        _ => false,
    };

    private static IEnumerable<IObjectCreationOperation> Contents(IOperation messages)
    {
        var passed = Plain(messages);
        foreach (var operation in (passed is ILocalReferenceOperation local && Origin.OnlyValue(local) is { } value
            ? value
            : passed).DescendantsAndSelf())
        {
            if (operation is IObjectCreationOperation creation)
            {
                yield return creation;
            }
        }
    }

    private static IOperation Plain(IOperation value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }

    /// <summary>
    /// What asks for the feature where it is in the call; else the argument, so that two calls with the same options are two findings.
    /// </summary>
    private static Location Within(IArgumentOperation argument, IOperation cause) =>
        argument.Syntax.Span.Contains(cause.Syntax.Span) ? cause.Syntax.GetLocation() : argument.Syntax.GetLocation();
}
