namespace Vestibule.Tests.Durability;

public sealed class FiguresTests
{
    // The first by 1 − 0.05^(1/n), the others from tables of the binomial distribution.
    [Theory]
    [InlineData(60, 0, 0.0487)]
    [InlineData(5000, 0, 0.000599)]
    [InlineData(20, 1, 0.2161)]
    [InlineData(100, 5, 0.1023)]
    [InlineData(3, 3, 1)]
    public void TheBoundIsThatOfTheBinomialDistribution(int trials, int failures, double bound) =>
        Figures.UpperBound(trials, failures).ShouldBe(bound, bound * 0.002);
}
