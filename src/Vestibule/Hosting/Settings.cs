using Vestibule.Database;
using Vestibule.Documents;

namespace Vestibule.Hosting;

/// <summary>Everything an owner can decide, read and checked once at the start. Rooms take the group they need.</summary>
/// <param name="DataPath">Absolute folder of everything kept on local disk.</param>
/// <param name="Demo">A demo world is made in an empty database and marked as such.</param>
/// <param name="PublicUrl">How the outside reaches this server; null when nobody said, then the request decides.</param>
public sealed record Settings(
    string DataPath,
    bool Demo,
    Uri? PublicUrl,
    DatabaseSettings Database,
    KeySettings Keys,
    VaultSettings Vault,
    AdminSettings Admin,
    OutboundSettings Outbound,
    ApiSettings Api,
    DocumentSettings Documents,
    ScrubSettings Scrub,
    UploadSettings Uploads,
    ScanningSettings Scanning,
    JournalSettings Journal,
    EdgeSettings Edge,
    DecodingSettings Decoding,
    StripeSettings Stripe,
    EvidenceSettings Evidence
);

/// <param name="ConnectionString">Never empty; holds a password on PostgreSQL, so it is never written anywhere.</param>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString);

/// <summary>
/// Where the members' keys lie: apart from the database, so that one backup never holds both a sealed file and the key
/// that opens it.
/// </summary>
/// <param name="Folder">Absolute folder of the key store on disk; unused when <paramref name="ConnectionString"/> is given.</param>
/// <param name="ConnectionString">A PostgreSQL database of their own, which several instances need; else null.</param>
public sealed record KeySettings(string Folder, string? ConnectionString);

/// <param name="MasterKeyFile">Absolute path; made at the first start with mode 0600.</param>
/// <param name="FilesPath">Absolute folder of the sealed files.</param>
public sealed record VaultSettings(string MasterKeyFile, string FilesPath);

/// <summary>The first administrator, made when there is no user at all.</summary>
/// <param name="Password">Null: one is made and shown once.</param>
public sealed record AdminSettings(string Email, string? Password);

/// <param name="AllowedAddresses">May be fetched although their addresses are private.</param>
/// <param name="AllowHttp">Fetches without TLS from public addresses too.</param>
public sealed record OutboundSettings(
    IReadOnlyList<AllowedAddress> AllowedAddresses,
    bool AllowHttp
);

/// <param name="Host">A name or an address, IPv6 without brackets, in lower case.</param>
public sealed record AllowedAddress(string Host, int Port)
{
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}

/// <summary>What <c>Value</c> holds after a create or an update.</summary>
public enum CreateValue
{
    /// <summary>The whole record when the caller may read it, else its <c>Id</c>.</summary>
    Record,
    Id,
}

/// <param name="MissingRoleStatus">401, as the API pages have it, or 403.</param>
public sealed record ApiSettings(
    int MissingRoleStatus,
    CreateValue CreateValue,
    RateLimitSettings RateLimit
);

/// <param name="PerMinute">Requests of one user, or of one address while nobody is signed in.</param>
/// <param name="WritesPerMinute">Those of them that are not GET, HEAD or OPTIONS.</param>
/// <param name="Status">429, or 409 as the older API pages have it.</param>
public sealed record RateLimitSettings(
    bool Enabled,
    int PerMinute,
    int WritesPerMinute,
    int Status
);

/// <param name="MaxFileBytes">Upper bound of one file in one slot.</param>
public sealed record DocumentSettings(int MaxFileBytes);

/// <param name="Period">Within which every sealed file is read again.</param>
public sealed record ScrubSettings(TimeSpan Period);

/// <param name="CheckpointFile">Absolute; signed checkpoints of the journal are added to it.</param>
/// <param name="CheckpointsInside">It lies in the data folder, where whoever changes the data can change it too.</param>
/// <param name="Syslog"><c>udp://host:port</c> or <c>unix:///dev/log</c>; null: checkpoints go nowhere else.</param>
public sealed record JournalSettings(string CheckpointFile, bool CheckpointsInside, Uri? Syslog);

/// <param name="Workers">Files decoded at the same time; null: one less than there are processors.</param>
/// <param name="Heic">Whether HEIC pictures are read; its codec is covered by patents in some countries.</param>
public sealed record DecodingSettings(int? Workers, bool Heic);

/// <param name="ApiBase">Where Stripe's API is asked, https or loopback; null for Stripe's own address. Never a location's choice: the keys go there.</param>
public sealed record StripeSettings(Uri? ApiBase);

/// <summary>How long originals are kept, and how much is kept in all; null: without bound.</summary>
/// <param name="MaxFilesPerMember">Files in slots of one person's documents.</param>
/// <param name="MaxFilesPerLocation">Files in slots of one location's documents.</param>
/// <param name="MaxBytesPerLocation">All that is kept of them on the disk.</param>
/// <param name="LeaveFreeBytes">Files are refused when less is free; of a small disk a twentieth.</param>
public sealed record EvidenceSettings(
    KeepOriginal KeepOriginal,
    long? MaxFilesPerMember,
    long? MaxFilesPerLocation,
    long? MaxBytesPerLocation,
    long LeaveFreeBytes
);
