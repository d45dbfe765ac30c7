namespace RouteGen.Benchmarks.Gateway;

/// <summary>The Portkey gateway, where npm put it: <c>npm install --prefix artifacts/foreign @portkey-ai/gateway@1.15.2</c>.</summary>
internal static class ForeignGateway
{
    /// <summary>Its program; null where it is not installed.</summary>
    public static string? Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var program = Path.Combine(folder, "artifacts/foreign/node_modules/@portkey-ai/gateway/build/start-server.js");
            if (File.Exists(program))
            {
                return program;
            }
        }

        return null;
    }
}
