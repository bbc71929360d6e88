using Vestibule.Providers.StripeIdentity;

namespace Vestibule.Tests.Providers.StripeIdentity;

/// <summary>Whether two spellings may be one person's name.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData("Jane Roe", "JANE ROE", true)]
    [InlineData("Jane Roe", "Roe Jane Mary", true)]
    [InlineData("José Ñúñez-Peña", "JOSE NUNEZ PENA", true)]
    [InlineData("Jürgen Groß", "JUERGEN GROSS", true)]
    [InlineData("Seán O'Neill", "SEAN ONEILL", true)]
    [InlineData("Jane Roe", "Jane Doe", false)]
    [InlineData("Jane Roe", "Jane", false)]
    [InlineData("Roe", "ROE", true)]
    [InlineData("", "Jane", false)]
    public void NamesAreComparedAsPapersWriteThem(string one, string other, bool alike)
    {
        Names.AreAlike(one, other).ShouldBe(alike);
        Names.AreAlike(other, one).ShouldBe(alike);
    }
}
