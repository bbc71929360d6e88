using System.Text.RegularExpressions;

namespace Vestibule.Tests.Security;

/// <summary>Something the server's own code never does.</summary>
/// <param name="Pattern">Finds it in code without comments and strings.</param>
/// <param name="Broken">Code that does it, to see the guard fail.</param>
/// <param name="Excused">Files that may, each for a reason given beside it.</param>
internal sealed record SourceGuard(
    string Name,
    string Pattern,
    string Broken,
    params string[] Excused
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public bool Sees(string code) => Regex.IsMatch(code, Pattern, RegexOptions.None, Patience);

    public static readonly IReadOnlyList<SourceGuard> All =
    [
        new(
            "no code is made from text",
            @"\b(CSharpScript|DynamicMethod|AssemblyBuilder|CodeDomProvider|DataTable)\b|Assembly\.Load|Type\.GetType\(|Activator\.CreateInstance",
            "Activator.CreateInstance(type);"
        ),
        new(
            "no XML is read",
            @"\b(Xml\w+|XDocument|XElement|XPath\w+|XslCompiledTransform|DataSet)\b",
            "new XmlDocument();"
        ),
        new(
            "no object is made of a type its text names",
            @"\b(BinaryFormatter|NetDataContractSerializer|LosFormatter|SoapFormatter|TypeNameHandling|JsonDerivedType|JsonPolymorphic)\b",
            "new BinaryFormatter();"
        ),
        new(
            "programs are started with lists of arguments and no shell",
            @"UseShellExecute\s*=\s*true|\bArguments\s*=|Process\.Start\(\s*""",
            "new ProcessStartInfo { Arguments = text };"
        ),
        new(
            "patterns stand in the code, with an end to their patience",
            @"new Regex\(|\bRegex\.(IsMatch|Matches|Match|Replace|Split|Count)\(",
            "Regex.IsMatch(text, pattern);"
        ),
        new(
            "chance comes from the system's generator",
            @"\bnew Random\(|\bRandom\.Shared\b",
            "Random.Shared.Next();"
        ),
        new(
            "no weak digest or cipher",
            @"\b(MD5|SHA1|HMACMD5|HMACSHA1|DES|TripleDES|RC2|RijndaelManaged)\b",
            "SHA1.HashData(bytes);",
            // RFC 6238 codes as every authenticator makes them; HMAC with it is not broken.
            "src/Vestibule/Access/Totp.cs"
        ),
        new(
            "no cipher without its own proof of integrity",
            @"\b(Aes\.Create|AesManaged|AesCng|CipherMode|PaddingMode|CreateEncryptor|RSAEncryptionPadding|RSA\.Create)\b",
            "Aes.Create();"
        ),
        new(
            "no memory by hand",
            @"\bunsafe\b|Marshal\.(Alloc|Copy|Free|PtrTo|StructureTo)|\bNativeMemory\b|\bfixed\s*\(",
            "Marshal.AllocHGlobal(8);",
            // Walls are put up by calls that take pointers.
            "src/Vestibule/Decoding/ConfinedProcess.cs",
            "src/Vestibule/Decoding/Kernel.cs",
            "src/Vestibule/Decoding/Landlock.cs",
            "src/Vestibule/Decoding/Rlimits.cs",
            "src/Vestibule/Decoding/Seccomp.cs",
            "src/Vestibule/Decoding/Spawn.cs"
        ),
        new(
            "no statement is put together from values",
            @"(FromSqlRaw|ExecuteSqlRaw(Async)?|SqlQueryRaw(<\w+>)?)\(\s*\$|CommandText\s*=\s*\$",
            "db.Database.ExecuteSqlRaw($\"\");"
        ),
        new(
            "no format comes from outside",
            @"\bstring\.Format\(|\bAppendFormat\(|CompositeFormat\.Parse",
            "string.Format(text, value);",
            // One constant of its own, for the width of a column.
            "src/Vestibule/Vault/CoworkerKeyDatabase.cs"
        ),
        new(
            "nobody is sent elsewhere",
            @"Results\.(Redirect|LocalRedirect)|Response\.Redirect\(|\bRedirectHttpResult\b|UseHttpsRedirection",
            "return Results.Redirect(url);"
        ),
        new(
            "other origins are told nothing",
            @"\b(UseCors|AddCors|RequireCors|AccessControlAllow\w+|EnableCors)\b",
            "app.UseCors();"
        ),
        new(
            "no certificate is taken unseen",
            @"ServerCertificateCustomValidationCallback|RemoteCertificateValidationCallback|DangerousAccept\w+|TrustServerCertificate",
            "handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;"
        ),
        new(
            "no folder is shown",
            @"\b(UseDirectoryBrowser|UseFileServer|AddDirectoryBrowser)\b",
            "app.UseDirectoryBrowser();"
        ),
        new(
            "nothing shows its insides",
            @"\b(UseDeveloperExceptionPage|UseMigrationsEndPoint|EnableSensitiveDataLogging|ShowPII|LogCompleteSecurityArtifact)\b|IncludeErrorDetail\s*=\s*true",
            "app.UseDeveloperExceptionPage();"
        ),
    ];
}
