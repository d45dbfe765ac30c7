using System.ComponentModel;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Listening;
using RouteGen.Plans;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen;

/// <summary>The base of every generated route.</summary>
public abstract class ModelRoute : IRouteHooks
{
    private readonly OptionsHook _optionsHook;

    private protected ModelRoute(RouteTableRuntime runtime, RouteDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(definition);
        _optionsHook = new(this);
        Planned = new PlannedRoute(definition, runtime, this);
    }

    /// <summary>The compiled route: chain, limits, worst case.</summary>
    public RouteDefinition Definition => Planned.Definition;

    /// <summary>The route as calls run it.</summary>
    internal PlannedRoute Planned { get; }

    internal RouteTableRuntime Runtime => Planned.Runtime;

    /// <summary>The chain under the settings in force.</summary>
    internal RoutePlan Plan => Planned.Plan;

    /// <summary>The route as a chat client on behalf of a caller, for containers and drills.</summary>
    internal virtual IChatClient ClientOfCaller(RouteCaller caller) =>
        throw new NotSupportedException($"Route '{Definition.Name}' is not a chat route.");

    /// <summary>The route as an embedding generator on behalf of a caller, for containers and drills.</summary>
    internal virtual IEmbeddingGenerator<string, Embedding<float>> GeneratorOfCaller(RouteCaller caller) =>
        throw new NotSupportedException($"Route '{Definition.Name}' is not an embedding route.");

    /// <summary>
    /// The route as a container gives it: a chat client, or an embedding generator. Where its budgets count by caller, it asks at each call
    /// who that is.
    /// </summary>
    internal virtual object ContainersClient => this;

    /// <inheritdoc/>
    bool IRouteHooks.HasOptionsHook => _optionsHook.Value;

    /// <inheritdoc/>
    public override string ToString() => KeyOf(Runtime.Definition.Name, Definition.Name);

    /// <summary>
    /// Generated code hands options to the application's <c>ConfigureOptions</c> by this. The compiler takes a call of a partial method
    /// that nobody implements out, and its arguments with it: where there is no hook, nothing calls this.
    /// </summary>
    /// <typeparam name="TOptions">Of chat, or of vectors.</typeparam>
    /// <param name="options">The options of one attempt.</param>
    /// <returns>The same.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TOptions HandToHook<TOptions>(TOptions options)
        where TOptions : class =>
        OptionsHook.Pass(options);

    internal static string KeyOf(string table, string route) => $"{table}/{route}";

    void IRouteHooks.ConfigureOptions(int index, ChatOptions options) => ConfigureOptions(index, options);

    void IRouteHooks.ConfigureOptions(int index, EmbeddingGenerationOptions options) => ConfigureOptions(index, options);

    void IRouteHooks.AttemptCompleted(int index, AttemptRecord attempt) => AttemptCompleted(index, attempt);

    void IRouteHooks.Fallback(int from, int to, Fault fault) => Fallback(from, to, fault);

    void IRouteHooks.Completed(RouteRecord record) => Completed(record);

    internal abstract void ConfigureOptions(int index, ChatOptions options);

    internal virtual void ConfigureOptions(int index, EmbeddingGenerationOptions options)
    {
    }

    internal abstract void AttemptCompleted(int index, AttemptRecord attempt);

    internal abstract void Fallback(int from, int to, Fault fault);

    internal abstract void Completed(RouteRecord record);
}
