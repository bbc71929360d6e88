using System.Text;
using Microsoft.AspNetCore.Http;
using Vestibule.Wire;

namespace Vestibule.Tests.Wire;

/// <summary>How much a body may hold.</summary>
public sealed class BodyBoundTests
{
    [Theory]
    [InlineData(Body.MostMembers, true)]
    [InlineData(Body.MostMembers + 1, false)]
    public async Task Members(int members, bool taken)
    {
        var names = Enumerable.Range(0, members).Select(n => $"m{n}").ToList();
        await Taken(
            "application/json",
            $"{{{string.Join(',', names.Select(n => $"\"{n}\":1"))}}}",
            taken
        );
        await Taken(
            "application/x-www-form-urlencoded",
            string.Join('&', names.Select(n => $"{n}=1")),
            taken
        );
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public async Task Depth(int depth, bool taken) =>
        await Taken(
            "application/json",
            string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth),
            taken
        );

    [Fact]
    public async Task LongNamesOfAForm() =>
        await Taken(
            "application/x-www-form-urlencoded",
            $"{new string('n', 3000)}=1",
            taken: false
        );

    private static async Task Taken(string type, string text, bool taken)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = type;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        if (taken)
        {
            await Body.BindAsync(context);
        }
        else
        {
            (
                await Should.ThrowAsync<BadHttpRequestException>(async () =>
                    await Body.BindAsync(context)
                )
            ).StatusCode.ShouldBe(400);
        }
    }
}
