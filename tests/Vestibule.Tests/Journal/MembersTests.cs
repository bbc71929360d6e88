using Vestibule.Access;
using Vestibule.IdentityChecks;
using Vestibule.Journal;
using Vestibule.People;
using Vestibule.Tests.Database;

namespace Vestibule.Tests.Journal;

public sealed class MembersTests
{
    [Fact]
    public void SecretsAndBookkeepingOfAUserAreNotKept()
    {
        var names = Members.Of(typeof(User)).Select(m => m.Name).ToList();
        names.ShouldNotContain("PasswordHash");
        names.ShouldNotContain("SecurityStamp");
        names.ShouldNotContain("Version");
        names.ShouldNotContain("LastTotpStep");
        names.ShouldNotContain("Businesses");
        names.ShouldContain("Email");
        names.ShouldContain("IsAdmin");
        names.ShouldContain("TwoFactorEnabled");
    }

    [Fact]
    public void NavigationsAndBytesAreNotKeptAndPersonalMembersAreMarked()
    {
        var members = Members.Of(typeof(IdentityCheck)).ToDictionary(m => m.Name);
        members.Keys.ShouldNotContain("Business");
        members.Keys.ShouldNotContain("SealedDocumentNumber");
        members["IdentityDocumentNumber"].IsPersonal.ShouldBeTrue();
        members["VerificationStatus"].IsPersonal.ShouldBeFalse();
    }

    [Theory]
    [InlineData("VerificationStatus", "1")]
    [InlineData("Billed", "true")]
    [InlineData("IdentityDocumentExpirationDate", "2031-02-03")]
    [InlineData("BusinessId", "5")]
    [InlineData("ProposalGuid", null)]
    public void ValuesAreTextNoCultureChanges(string member, string? text)
    {
        var check = Rows.Check(5, 6) with
        {
            Billed = true,
            VerificationStatus = (VerificationStatus)1,
            IdentityDocumentExpirationDate = new(2031, 2, 3),
        };
        Members
            .Of(typeof(IdentityCheck))
            .Single(m => m.Name == member)
            .TextIn(check)
            .ShouldBe(text);
    }

    [Fact]
    public void InstantsAreUtc() =>
        Members
            .Of(typeof(Coworker))
            .Single(m => m.Name == nameof(Coworker.RegistrationDate))
            .TextIn(
                new Coworker
                {
                    FullName = "",
                    InvoicingBusinessId = 1,
                    RegistrationDate = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
                }
            )
            .ShouldBe("2026-01-02T01:04:05Z");
}
