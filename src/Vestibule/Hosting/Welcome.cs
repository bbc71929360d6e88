namespace Vestibule.Hosting;

/// <summary>What somebody at the console needs to begin.</summary>
/// <param name="AdminEmail">The first administrator, or null when there are users already and none was asked for.</param>
/// <param name="PasswordOnce">A password that was made just now and is kept nowhere in clear; else null.</param>
/// <param name="Notes">Lines worth saying once, such as where the new master key lies.</param>
public sealed record Welcome(string? AdminEmail, string? PasswordOnce, IReadOnlyList<string> Notes);
