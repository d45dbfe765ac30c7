using System.Net;
using Garnet.server;
using RouteGen.TestSupport.Redis;

namespace RouteGen.Ledgers.Tests.Stores;

/// <summary>Microsoft.Garnet in this process: it speaks Redis's protocol and runs its scripts, and needs nothing but its package.</summary>
public sealed class GarnetServer : RedisServer
{
    private global::Garnet.GarnetServer? _server;

    protected override bool IsRunning => _server is not null;

    public override RedisServer Another(bool isDurable = false, bool isCluster = false) =>
        new GarnetServer { IsDurable = isDurable, IsCluster = isCluster };

    public override Task KillAsync()
    {
        _server!.Dispose(deleteDir: false);
        _server = null;
        return Task.CompletedTask;
    }

    protected override void Launch()
    {
        var options = new GarnetServerOptions
        {
            EndPoints = [new IPEndPoint(IPAddress.Loopback, Port)],
            QuietMode = true,
            EnableLua = true,
            // A script is one transaction, as in Redis.
            LuaTransactionMode = true,
            LuaOptions = new LuaOptions(LuaMemoryManagementMode.Native, null!, Timeout.InfiniteTimeSpan, LuaLoggingMode.Enable, []),
            LogMemorySize = "16m",
            IndexMemorySize = "1m",
            PageSize = "1m",
            EnableStorageTier = false,
            CheckpointDir = Folder,
            // The default wants libaio, which a machine may lack.
            DeviceType = Tsavorite.core.DeviceType.RandomAccess,
            EnableAOF = IsDurable,
            WaitForCommit = IsDurable,
            Recover = IsDurable,
            AofMemorySize = "16m",
            // At least twice a page.
            AofPageSize = "4m",
            AofSegmentSize = "16m",
            EnableCluster = IsCluster,
        };
        _server = new global::Garnet.GarnetServer(options);
        _server.Start();
    }
}
