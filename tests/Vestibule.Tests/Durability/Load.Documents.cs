using Vestibule.Tests.Harness;

namespace Vestibule.Tests.Durability;

internal sealed partial class Load
{
    private async Task<long> HandIn(HttpClient http, long check, int salt)
    {
        var (photo, front) = (await Photo(salt), Papers.Png(-salt, 70_000));
        var (photoName, frontName) = ($"{salt}.{photo.Ending}", $"{salt} front.png");
        var document = await http.Posts(
            Documents,
            $$"""{"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"Papers","NewPhotoUrl":"{{files.Offer(photoName, photo.Bytes)}}","NewDocumentUrl":"{{files.Offer(frontName, front)}}"}"""
        );
        files.Withdraw(photoName);
        files.Withdraw(frontName);
        Done(document);
        ledger.Documents[document.Id] = new Dictionary<string, string>
        {
            ["photo"] = ledger.Enter(photo),
            ["document"] = Ledger.Print(front),
        };
        return document.Id;
    }

    /// <summary>Mostly one of its own, now and then one of another kind.</summary>
    private static async Task<Paper> Photo(int salt) =>
        salt % 5 == 0 ? await PaperKinds.At(salt / 5) : Paper.Same(Papers.Png(salt));

    private async Task Replace(HttpClient http, long document, int salt)
    {
        var photo = Papers.Png(salt, 66_000);
        ledger.Asked[document] = new Dictionary<string, string>(ledger.Documents[document])
        {
            ["photo"] = Ledger.Print(photo),
        };
        using var bytes = new ByteArrayContent(photo);
        using var answer = await http.PutAsync(
            $"/api/vestibule/documents/{document}/files/photo",
            bytes
        );
        Done(
            new Answer(
                (int)answer.StatusCode,
                answer.Headers,
                await answer.Content.ReadAsStringAsync()
            )
        );
        ledger.Settle(document);
    }

    private async Task Clear(HttpClient http, long check, long document)
    {
        var left = new Dictionary<string, string>(ledger.Documents[document]);
        left.Remove("document");
        ledger.Asked[document] = left;
        Done(
            await http.Puts(
                Documents,
                $$"""{"Id":{{document}},"CoworkerId":{{coworker}},"CoworkerIdentityCheckId":{{check}},"Name":"Papers","ClearDocumentFile":true}"""
            )
        );
        ledger.Settle(document);
    }

    private async Task Delete(HttpClient http, long document)
    {
        ledger.Asked[document] = null;
        Done(await http.Deletes($"{Documents}/{document}"));
        ledger.Settle(document);
    }
}
