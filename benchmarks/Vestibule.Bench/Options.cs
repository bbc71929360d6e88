namespace Vestibule.Bench;

/// <param name="Point">How long one case is loaded in one round.</param>
/// <param name="WarmUp">Until the compiler has stopped improving either side; much more of it is ours.</param>
/// <param name="Only">What is measured: names of databases, deeds or numbers of connections; empty for everything.</param>
/// <param name="Save">File the report goes to; null: only to the screen.</param>
internal sealed record Options(
    int Rounds,
    TimeSpan Point,
    TimeSpan WarmUp,
    string? Save,
    string Commit,
    IReadOnlySet<string> Only
)
{
    /// <summary>Whether the photo is asked for: named, or nothing is.</summary>
    public bool WantsPhoto => Only.Count == 0 || Only.Contains(PhotoRounds.Name);

    /// <summary>Whether uploads are.</summary>
    public bool WantsUpload => Only.Count == 0 || Only.Contains(UploadRounds.Name);

    /// <summary>Whether checks are: named by what is done with them, or neither photo nor uploads are named.</summary>
    public bool WantsChecks =>
        !(Only.Contains(PhotoRounds.Name) || Only.Contains(UploadRounds.Name))
        || Enum.GetValues<Deed>().Any(deed => Only.Contains(Name(deed)));

    /// <summary>Whether this one of its kind is asked for: named, or none of its kind is.</summary>
    public bool Wants<T>(T one, IEnumerable<T> kind)
        where T : notnull =>
        Only.Contains(Name(one)) || !kind.Any(other => Only.Contains(Name(other)));

    private static string Name<T>(T one)
        where T : notnull => one.ToString()!.ToLowerInvariant();

    /// <summary>Null when something in the line is not known.</summary>
    public static Options? Read(string[] line)
    {
        var read = new Options(
            5,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(8),
            null,
            "unknown",
            new HashSet<string>()
        );
        for (var i = 0; i < line.Length; i++)
        {
            var value = i + 1 < line.Length ? line[i + 1] : "";
            switch (line[i])
            {
                case "--quick":
                    read = read with
                    {
                        Rounds = 2,
                        Point = TimeSpan.FromMilliseconds(400),
                        WarmUp = TimeSpan.FromSeconds(1),
                    };
                    break;
                case "--rounds" when int.TryParse(value, out var rounds) && rounds > 0:
                    (read, i) = (read with { Rounds = rounds }, i + 1);
                    break;
                case "--save" when value.Length > 0:
                    (read, i) = (read with { Save = value }, i + 1);
                    break;
                case "--commit":
                    (read, i) = (read with { Commit = value }, i + 1);
                    break;
                case "--only" when value.Length > 0:
                    (read, i) = (read with { Only = value.Split(',').ToHashSet() }, i + 1);
                    break;
                default:
                    return null;
            }
        }

        return read;
    }
}
