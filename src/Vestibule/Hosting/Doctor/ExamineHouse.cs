using System.CommandLine;
using System.Runtime.CompilerServices;

namespace Vestibule.Hosting.Doctor;

/// <summary>
/// <c>vestibule doctor</c>: looks at everything the server stands on and says it in plain words, a line each. Changes
/// nothing; may run beside the server. Ends with 0 when nothing is wrong, 65 when something is, 78 when a setting
/// cannot be read.
/// </summary>
internal static class ExamineHouse
{
    private static readonly Examination[] All =
    [
        Examination.Of("settings", HouseExam.Settings),
        Examination.Of("address", AddressExam.Public),
        Examination.Of("edge", AddressExam.Edge),
        Examination.Of("outbound", AddressExam.Outbound),
        new("keys", KeyExam.Look),
        Examination.Of("disk", DiskExam.Look),
        Examination.Of("disk", FileSystemExam.Look),
        new("database", DatabaseExam.Look),
        new("evidence", EvidenceExam.Look),
        new("journal", JournalExam.Look),
        new("journal", CheckpointExam.Look),
        new("journal", SyslogExam.Look),
        new("scanner", ScannerExam.Look),
        new("clock", ClockExam.Look),
        Examination.Of("mail", HouseExam.Mail),
        new("Stripe", StripeExam.Look),
        Examination.Of("confinement", HouseExam.Confinement),
        Examination.Of("backups", HouseExam.Backups),
    ];

    public static void AddDoctor(this RootCommand root, Workbench bench)
    {
        var command = new Command(
            "doctor",
            "Look at settings, keys, disk, database, clock, mail, Stripe, addresses, confinement and backups."
        );
        command.SetAction(
            (line, cancelled) =>
                bench.Look(
                    line,
                    (rooms, stop) =>
                        Run(Patient.Of(rooms), line.InvocationConfiguration.Output, stop),
                    cancelled
                )
        );
        root.Add(command);
    }

    internal static async Task<ExitCode> Run(
        Patient patient,
        TextWriter output,
        CancellationToken cancelled
    )
    {
        var wrong = 0;
        await foreach (var (name, finding) in Findings(patient, cancelled))
        {
            wrong += finding is Finding.Wrong ? 1 : 0;
            await output.WriteLineAsync(Line(name, finding));
        }

        await output.WriteLineAsync(
            wrong == 0 ? "Nothing is wrong." : $"{wrong} to put right, marked BAD."
        );
        return wrong == 0 ? ExitCode.Stopped : ExitCode.DoesNotHold;
    }

    private static async IAsyncEnumerable<(string Name, Finding Finding)> Findings(
        Patient patient,
        [EnumeratorCancellation] CancellationToken cancelled
    )
    {
        foreach (var examination in All)
        foreach (var finding in await Examine(examination, patient, cancelled))
            yield return (examination.Name, finding);
    }

    // One thing that breaks must not hide what is found about the others.
    private static async Task<List<Finding>> Examine(
        Examination examination,
        Patient patient,
        CancellationToken cancelled
    )
    {
        var found = new List<Finding>();
        try
        {
            await foreach (var finding in examination.Look(patient, cancelled))
            {
                found.Add(finding);
            }
        }
        catch (Exception fault)
            when (fault is not OperationCanceledException && StartRefused.From(fault) is not null)
        {
            found.Add(
                new Finding.Wrong(
                    StartRefused.From(fault)!.Message,
                    "see to it and ask again; what follows from it was not looked at"
                )
            );
        }

        return found;
    }

    private static string Line(string name, Finding finding) =>
        finding switch
        {
            Finding.Well => $"ok    {name}: {finding.Words}",
            Finding.Note => $"note  {name}: {finding.Words}",
            Finding.Wrong wrong =>
                $"BAD   {name}: {Bare(wrong.Words)}. {Capital(Bare(wrong.Cure))}.",
            _ => throw new InvalidOperationException("There are no other findings."),
        };

    // What others have worded may end in a full stop already.
    private static string Bare(string words) => words.TrimEnd('.');

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
