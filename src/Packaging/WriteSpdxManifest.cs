using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes a package's bill of materials as SPDX 2.2 (https://spdx.github.io/spdx-spec/v2.2.2/). The same package gives the same bytes.
/// </summary>
public sealed class WriteSpdxManifest : Task
{
    /// <summary>The file to write.</summary>
    [Required]
    public string ManifestFile { get; set; }

    [Required]
    public string PackageId { get; set; }

    [Required]
    public string PackageVersion { get; set; }

    [Required]
    public string Supplier { get; set; }

    [Required]
    public string License { get; set; }

    public string Copyright { get; set; }

    /// <summary>
    /// Seconds since 1970, as reproducible builds have it; without it the time that NuGet gives the entries of a package.
    /// </summary>
    public string SourceDate { get; set; }

    /// <summary>Where the packages are unpacked that were restored.</summary>
    public string PackageRoot { get; set; }

    /// <summary>The files of the package, with their places in it as <c>PackagePath</c>.</summary>
    [Required]
    public ITaskItem[] Content { get; set; }

    /// <summary>Packages of this repository that come along, by name: they have this package's version.</summary>
    public string[] Projects { get; set; }

    /// <summary>Assemblies of packages that come along at run time, at any depth.</summary>
    public ITaskItem[] Packages { get; set; }

    public override bool Execute()
    {
        var files = Content
            .SelectMany(item => Places(item).Select(place => new PackedFile(place, item.GetMetadata("FullPath"))))
            .GroupBy(file => file.Place, StringComparer.Ordinal)
            .Select(same => same.First())
            .OrderBy(file => file.Place, StringComparer.Ordinal)
            .ToList();
        var packages = (Projects ?? new string[0]).Select(name => new Component(name, PackageVersion, null))
            .Concat((Packages ?? new ITaskItem[0]).Select(
                item => ComponentOf(item.GetMetadata("NuGetPackageId"), item.GetMetadata("NuGetPackageVersion"))))
            .GroupBy(package => package.SpdxId, StringComparer.Ordinal)
            .Select(same => same.First())
            .OrderBy(package => package.SpdxId, StringComparer.Ordinal)
            .ToList();

        // A namespace is unique for each content, and so does not change where that does not.
        var body = Body(files, packages);
        var name = PackageId + "-" + PackageVersion;
        var head = Object(
            Field("spdxVersion", "SPDX-2.2"),
            Field("dataLicense", "CC0-1.0"),
            Field("SPDXID", "SPDXRef-DOCUMENT"),
            Field("name", name),
            Field("documentNamespace", "https://spdx.org/spdxdocs/" + name + "-" + Hash(SHA256.Create(), Encoding.UTF8.GetBytes(body))),
            Raw("creationInfo", Object(
                Field("created", Created()), Raw("creators", Array(Text("Organization: " + Supplier), Text("Tool: RouteGen-build"))))),
            Raw("documentDescribes", Array(Text("SPDXRef-RootPackage"))));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(ManifestFile)));
        File.WriteAllText(ManifestFile, head.Substring(0, head.Length - 1) + "," + body.Substring(1) + "\n", new UTF8Encoding(false));
        return !Log.HasLoggedErrors;
    }

    /// <summary>Where NuGet puts a file: a path that ends without the file's extension is a folder.</summary>
    private static IEnumerable<string> Places(ITaskItem item) => item.GetMetadata("PackagePath").Split(';').Select(path =>
    {
        var place = path.Replace('\\', '/').TrimStart('/');
        var isFile = place.Length > 0 && !place.EndsWith("/") && Path.GetExtension(place) == Path.GetExtension(item.ItemSpec);
        return isFile ? place : (place.TrimEnd('/') + "/" + Below(item) + Path.GetFileName(item.ItemSpec)).TrimStart('/');
    });

    /// <summary>The folders below a pattern that found a file, which NuGet keeps.</summary>
    private static string Below(ITaskItem item) =>
        new[] { "NuGetRecursiveDir", "RecursiveDir" }.Select(name => item.GetMetadata(name))
            .FirstOrDefault(folder => folder.Length > 0)?.Replace('\\', '/') ?? "";

    private static string Text(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    private static string Field(string name, string value) => Raw(name, Text(value));

    private static string Raw(string name, string json) => Text(name) + ":" + json;

    private static string Object(params string[] fields) => "{" + string.Join(",", fields) + "}";

    private static string Array(params string[] items) => "[" + string.Join(",", items) + "]";

    private static string Checksum(string algorithm, string value) => Object(Field("algorithm", algorithm), Field("checksumValue", value));

    private static string Purl(string id, string version) =>
        Array(Object(
            Field("referenceCategory", "PACKAGE-MANAGER"),
            Field("referenceType", "purl"),
            Field("referenceLocator", "pkg:nuget/" + id + "@" + version)));

    private static string Relationship(string from, string type, string to) =>
        Object(Field("spdxElementId", from), Field("relationshipType", type), Field("relatedSpdxElement", to));

    private static string Hash(HashAlgorithm algorithm, byte[] bytes)
    {
        using (algorithm)
        {
            return Hex(algorithm.ComputeHash(bytes));
        }
    }

    private static string Hex(byte[] bytes) => string.Concat(bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));

    private string Created()
    {
        var time = string.IsNullOrEmpty(SourceDate)
            ? new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero)
            : DateTimeOffset.FromUnixTimeSeconds(long.Parse(SourceDate, CultureInfo.InvariantCulture));
        return time.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    private Component ComponentOf(string id, string version)
    {
        var hash = Path.Combine(
            PackageRoot, id.ToLowerInvariant(), version.ToLowerInvariant(), (id + "." + version + ".nupkg.sha512").ToLowerInvariant());
        return new Component(id, version, File.Exists(hash) ? Hex(Convert.FromBase64String(File.ReadAllText(hash).Trim())) : null);
    }

    private string Body(List<PackedFile> files, List<Component> packages)
    {
        var verification = Hash(
            SHA1.Create(),
            Encoding.ASCII.GetBytes(string.Concat(files.Select(file => file.Sha1).OrderBy(hash => hash, StringComparer.Ordinal))));
        var root = Object(
            Field("SPDXID", "SPDXRef-RootPackage"),
            Field("name", PackageId),
            Field("versionInfo", PackageVersion),
            Field("supplier", "Organization: " + Supplier),
            Field("downloadLocation", "NOASSERTION"),
            Raw("filesAnalyzed", "true"),
            Raw("packageVerificationCode", Object(Field("packageVerificationCodeValue", verification))),
            Field("licenseConcluded", License),
            Field("licenseDeclared", License),
            Raw("licenseInfoFromFiles", Array(Text("NOASSERTION"))),
            Field("copyrightText", string.IsNullOrEmpty(Copyright) ? "NOASSERTION" : Copyright),
            Raw("hasFiles", Array(files.Select(file => Text(file.SpdxId)).ToArray())),
            Raw("externalRefs", Purl(PackageId, PackageVersion)));
        var relationships = new[] { Relationship("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-RootPackage") }
            .Concat(packages.Select(package => Relationship("SPDXRef-RootPackage", "DEPENDS_ON", package.SpdxId)));
        return Object(
            Raw("packages", Array(new[] { root }.Concat(packages.Select(package => package.Json())).ToArray())),
            Raw("files", Array(files.Select(file => file.Json()).ToArray())),
            Raw("relationships", Array(relationships.ToArray())));
    }

    private sealed class PackedFile
    {
        private readonly string _sha256;

        public PackedFile(string place, string path)
        {
            var bytes = File.ReadAllBytes(path);
            Place = place;
            Sha1 = Hash(SHA1.Create(), bytes);
            _sha256 = Hash(SHA256.Create(), bytes);
        }

        public string Place { get; }

        public string Sha1 { get; }

        public string SpdxId => "SPDXRef-File-" + Hash(SHA256.Create(), Encoding.UTF8.GetBytes(Place)).Substring(0, 16);

        public string Json() => Object(
            Field("SPDXID", SpdxId),
            Field("fileName", "./" + Place),
            Raw("checksums", Array(Checksum("SHA1", Sha1), Checksum("SHA256", _sha256))),
            Field("licenseConcluded", "NOASSERTION"),
            Raw("licenseInfoInFiles", Array(Text("NOASSERTION"))),
            Field("copyrightText", "NOASSERTION"));
    }

    private sealed class Component
    {
        private readonly string _id;
        private readonly string _version;
        private readonly string _sha512;

        public Component(string id, string version, string sha512)
        {
            _id = id;
            _version = version;
            _sha512 = sha512;
        }

        public string SpdxId => "SPDXRef-Package-" + _id + "-" + _version;

        public string Json()
        {
            var fields = new List<string>
            {
                Field("SPDXID", SpdxId),
                Field("name", _id),
                Field("versionInfo", _version),
                Field("supplier", "NOASSERTION"),
                Field("downloadLocation", "NOASSERTION"),
                Raw("filesAnalyzed", "false"),
                Field("licenseConcluded", "NOASSERTION"),
                Field("licenseDeclared", "NOASSERTION"),
                Field("copyrightText", "NOASSERTION"),
                Raw("externalRefs", Purl(_id, _version)),
            };
            if (_sha512 != null)
            {
                fields.Add(Raw("checksums", Array(Checksum("SHA512", _sha512))));
            }

            return Object(fields.ToArray());
        }
    }
}
