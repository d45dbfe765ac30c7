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
    /// <summary>What a route says of itself as the provider: no target is meant, since another may serve the next call.</summary>
    internal const string ProviderName = "routegen";

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

    /// <summary>
    /// What a cache of replies has to have in its keys: the route's own key and the hash of its table, so that no reply of an earlier
    /// version of the table is taken for one of this version.
    /// </summary>
    public string CacheKey => $"{ToString()}@{Runtime.Definition.Hash}";

    /// <summary>
    /// An address that nothing answers at (RFC 2606), which differs with the table's hash: caches that know a client by the address in its
    /// metadata tell versions of a table apart by it.
    /// </summary>
    internal Uri? VersionAddress =>
        Uri.TryCreate($"https://{Runtime.Definition.Hash}.routegen.invalid/", UriKind.Absolute, out var address) ? address : null;

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
