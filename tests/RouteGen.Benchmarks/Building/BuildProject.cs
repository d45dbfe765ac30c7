using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Benchmarks.Building;

/// <summary>A project on disk that uses the assemblies beside this program.</summary>
internal sealed class BuildProject(string folder)
{
    private static readonly string Beside = AppContext.BaseDirectory;

    public string Folder => folder;

    /// <summary>What hands tables to the generator and the analyzers, as the package's build files do.</summary>
    /// <param name="output">Where the generated files are written.</param>
    public static string Generating(string output)
    {
        var source = Path.Combine(RepositoryFolder.Root(), "src");
        var configuration = Path.GetFileName(Path.GetDirectoryName(Beside.TrimEnd(Path.DirectorySeparatorChar)));
        return $"""
              <PropertyGroup>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                <CompilerGeneratedFilesOutputPath>{output}</CompilerGeneratedFilesOutputPath>
                <RouteGenSchema>{Path.Combine(RepositoryFolder.Root(), "routes.schema.json")}</RouteGenSchema>
              </PropertyGroup>
              <Import Project="{source}/RouteGen.OpenAI/buildTransitive/RouteGen.OpenAI.props" />
              <Import Project="{source}/RouteGen/buildTransitive/RouteGen.targets" />
              <ItemGroup>
                <Compile Remove="generated/**" />
                <Analyzer Include="{source}/RouteGen.Generators/bin/{configuration}/netstandard2.0/RouteGen.Generators.dll" />
                <Analyzer Include="{source}/RouteGen.Analyzers/bin/{configuration}/netstandard2.0/RouteGen.Analyzers.dll" />
                <Analyzer Include="{source}/RouteGen.Model/bin/{configuration}/netstandard2.0/RouteGen.Model.dll" />
                <Analyzer Include="{source}/RouteGen.Roslyn/bin/{configuration}/netstandard2.0/RouteGen.Roslyn.dll" />
                <Analyzer Include="{source}/RouteGen.Vocabulary/bin/{configuration}/netstandard2.0/RouteGen.Vocabulary.dll" />
              </ItemGroup>
            """;
    }

    /// <summary>Writes the project and its C# files.</summary>
    public void Write(int files, string rest)
    {
        WriteSettings("<Project />");
        string[] named = ["RouteGen", "RouteGen.Vocabulary", "RouteGen.OpenAI", "Microsoft.Extensions.AI.Abstractions"];

        // Of ASP.NET Core's framework here, and beside no program.
        var references = string.Join('\n', named.Select(static name => Path.Combine(Beside, name + ".dll"))
            .Append(typeof(IServiceCollection).Assembly.Location)
            .Select(static file => $"""    <Reference Include="{file}" />"""));
        File.WriteAllText(Path.Combine(folder, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
            {references}
              </ItemGroup>
            {rest}
            </Project>
            """);
        for (var i = 0; i < files; i++)
        {
            WriteClass(i, i);
        }
    }

    /// <summary>
    /// Writes the project of an application that is published as native code, on the packages of the repository's versions.
    /// </summary>
    public void WriteNative(string rest)
    {
        WriteSettings($"""<Project><Import Project="{Path.Combine(RepositoryFolder.Root(), "Directory.Packages.props")}" /></Project>""");
        File.WriteAllText(Path.Combine(folder, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.Extensions.DependencyInjection" />
              </ItemGroup>
            {rest}
            </Project>
            """);
    }

    public Task WriteTextAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text);

    /// <summary>Edits one C# file and builds.</summary>
    /// <returns>How long the build took, in seconds.</returns>
    public async Task<double> TimeEditAsync(int round)
    {
        WriteClass(7, 1_000 + round);
        var started = Stopwatch.GetTimestamp();
        await BuildAsync("build --no-restore");
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <exception cref="InvalidOperationException">The build failed.</exception>
    public async Task BuildAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            $"{command} -v q -nologo -p:UseSharedCompilation=true")
        { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{folder} does not build: {output}");
        }
    }

    private void WriteClass(int index, int value) =>
        File.WriteAllText(
            Path.Combine(folder, $"C{index}.cs"),
            $"namespace App; internal static class C{index} {{ public static int M() => {value}; }}\n");

    /// <summary>Nothing of the repository's own settings reaches it, but for what is passed.</summary>
    private void WriteSettings(string packages)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), packages);
    }
}
