namespace Vestibule.Tests.House;

/// <summary>Finds rooms that, by whatever way round, import themselves.</summary>
internal static class RoomCycles
{
    public static IEnumerable<string> Find(IReadOnlyList<SourceFile> tree)
    {
        var imports = tree.Where(file => HousePlan.Features.Contains(file.Room))
            .GroupBy(file => file.Room)
            .ToDictionary(
                room => room.Key,
                room =>
                    room.SelectMany(file => file.Imports)
                        .Intersect(HousePlan.Features)
                        .Order()
                        .ToArray()
            );
        return imports
            .Keys.Order()
            .Select(room => Way(room, room, imports, []))
            .OfType<IReadOnlyList<string>>()
            // Every room of a cycle finds it; it is told once, from its first room.
            .Where(way => way.Order().First() == way[0])
            .Select(way =>
                $"{string.Join(" ▶ ", way)} ({string.Join("; ", Importers(tree, way))})"
            );
    }

    private static IReadOnlyList<string>? Way(
        string from,
        string to,
        IReadOnlyDictionary<string, string[]> imports,
        HashSet<string> seen
    )
    {
        foreach (var next in imports.GetValueOrDefault(from, []))
        {
            if (next == to)
            {
                return [from, next];
            }

            if (seen.Add(next) && Way(next, to, imports, seen) is { } rest)
            {
                return [from, .. rest];
            }
        }

        return null;
    }

    private static IEnumerable<string> Importers(
        IReadOnlyList<SourceFile> tree,
        IReadOnlyList<string> way
    ) =>
        from step in way.Zip(way.Skip(1))
        select tree.First(file =>
            file.Room == step.First && file.Imports.Contains(step.Second)
        ).Path;
}
