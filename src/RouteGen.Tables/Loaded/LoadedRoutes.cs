using RouteGen.Definitions;
using RouteGen.Targets;

namespace RouteGen.Tables.Loaded;

internal sealed class LoadedChatRoute(RouteTableRuntime runtime, RouteDefinition definition) : ChatRoute<TargetPlace>(runtime, definition);

internal sealed class LoadedScopedRoute(RouteTableRuntime runtime, RouteDefinition definition)
    : ScopedRoute<TargetPlace>(runtime, definition);

internal sealed class LoadedEmbeddingRoute(RouteTableRuntime runtime, RouteDefinition definition)
    : EmbeddingRoute<TargetPlace>(runtime, definition);

internal sealed class LoadedScopedEmbeddingRoute(RouteTableRuntime runtime, RouteDefinition definition)
    : ScopedEmbeddingRoute<TargetPlace>(runtime, definition);
