using Vestibule.Vault;

namespace Vestibule.Hosting;

/// <summary>The settings in the words of the vault, which knows none of ours.</summary>
public static class VaultOptions
{
    public static FileVaultOptions Files(this Settings settings) => new(settings.Vault.FilesPath);

    public static CoworkerKeyOptions CoworkerKeys(this Settings settings) =>
        new(settings.Keys.Folder, settings.Keys.ConnectionString);

    /// <summary>The master keys, made when this is a first start; where data are already, a missing key is an error.</summary>
    public static MasterKeys OpenMasterKeys(this Settings settings, DurableFs fs) =>
        MasterKeys.Open(
            settings.Vault.MasterKeyFile,
            mustExist: Directory.Exists(settings.Vault.FilesPath)
                || Directory.Exists(settings.Keys.Folder),
            fs
        );
}
