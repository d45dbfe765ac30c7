using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>What a publication says that fails of the machine, and not of the code.</summary>
public sealed class NativeLinkerTests
{
    [Theory]
    [InlineData(
        "Microsoft.NETCore.Native.Unix.targets(316,5): error : Platform linker ('clang' or 'gcc') not found in PATH. Ensure you have")]
    [InlineData("Microsoft.NETCore.Native.Unix.targets(315,5): error : Platform linker ('clang') not found in PATH. Ensure you have all")]
    [InlineData("error : Platform linker not found. Ensure you have all the required prerequisites documented")]
    [InlineData("error : Symbol stripping tool ('llvm-objcopy' or 'objcopy') not found in PATH. Try installing appropriate package")]
    [InlineData("collect2 : fatal error : cannot find ‘ld’ [App.csproj]")]
    [InlineData("clang : error : unable to execute command: Executable \"ld\" doesn't exist! [App.csproj]")]
    [InlineData("clang : error : invalid linker name in argument '-fuse-ld=lld' [App.csproj]")]
    [InlineData("ld.bfd : cannot find -lz: No such file or directory [App.csproj]")]
    [InlineData("ld.bfd : cannot find Scrt1.o: No such file or directory [App.csproj]")]
    [InlineData("ld.lld : error : unable to find library -lz [App.csproj]")]
    public void A_tool_that_is_missing_is_reported(string output)
    {
        var reason = NativeLinker.MissingBy($"Generating native code\n{output}\n");
        Assert.Contains("apt-get install clang zlib1g-dev", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Program.cs(3,1): error CS0246: The type or namespace name 'app' could not be found")]
    [InlineData("/usr/bin/ld : app.o: undefined reference to `SomeNativeFunction'")]
    [InlineData("error NU1101: Unable to find package RouteGen. No packages exist with this id")]
    public void A_fault_of_the_code_is_none(string output) => Assert.Null(NativeLinker.MissingBy(output));
}
