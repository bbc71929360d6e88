using System.Collections.Frozen;

namespace Vestibule.Access;

/// <summary>
/// Words that passwords are made of before anything else, and rows of keys. Written down for this purpose; a word also
/// counts with the usual signs in place of letters, as <c>p4$$w0rd</c>.
/// </summary>
internal static class CommonWords
{
    private const string Text = """
        access account admin administrator alexander alpha amanda amazing america andrea andrew android angel angels
        animal anthony apple april arsenal asshole august autumn babygirl banana barcelona baseball basketball batman
        beautiful because believe berlin biggest birthday bitch blessed blue bonjour boomer brandon brasil buster
        business butterfly camera candy captain carlos change changeme charlie cheese chelsea chicago chicken chocolate
        christ christian christmas coffee company computer cookie cool corvette cowboy cowboys coworking crystal daddy
        dallas daniel david december default desktop devil diamond dolphin dragon dreams eagle elephant elizabeth
        eminem english enter everton family february ferrari firewall flower flowers football forever freedom friday
        friend friends fuck fuckyou garden garfield gateway george ginger girls god goddess golden google green guest
        guitar happy hannah harley hello helpme hockey holiday home hotel house hunter iceman iloveyou internet
        jackson james january jasmine jason jennifer jessica jesus jesuschrist jonathan jordan joseph joshua july june
        junior justin killer kitty knight ladybug legend letmein liverpool login london looking loveme love lovely
        lover loveyou lucky madison madrid magic manager manchester march marina marine marlboro martin master
        matrix matthew maverick maxwell melissa member mercedes merlin michael michelle mickey microsoft midnight
        minecraft mommy monday money monkey monster morning mother mountain music mustang naruto network new nicholas
        nicole ninja nothing november number october office oliver online orange pacific padres paris pass passcode
        passwd passwort password patrick peace peanut pepper phoenix player please pokemon police porsche power
        prince princess private purple qazwsx queen rabbit racing rainbow rangers rebecca red remember reset robert
        rockstar rocky root saturday school scooter scorpion secret secure security september server service shadow
        sierra silver simple skippy slayer smith soccer somebody sophie spider spring starwars steelers stephen student
        success summer sunday sunflower sunshine super superman superstar support sweet sweetie system taylor teacher
        temp temporary tennis test testing thank thankyou thomas thunder thursday thx tiger tigger time tinkerbell
        tokyo trustno trustnoone tuesday turtle twitter user username vanessa vestibule victor victoria vincent viper
        virus wednesday welcome whatever william willow wilson windows winner winter wizard world xxx yankees yellow
        you your zaq zxcvbn
        abc and are best big for ich ist mein meine mi my one the this und was who
        azul bienvenido contrasena clave hola amor secreto usuario
        geheim hallo kennwort liebe schatz sommer willkommen zugang
        amour bienvenue jetaime motdepasse secrete soleil
        """;

    private static readonly FrozenSet<string> Words = Text.Split(
            [' ', '\n'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        )
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly int Longest = Words.Max(word => word.Length);

    /// <summary>Rows of keyboards, the alphabet and the digits, both ways.</summary>
    public static readonly IReadOnlyList<string> Rows =
    [
        .. new[]
        {
            "12345678901234567890",
            "abcdefghijklmnopqrstuvwxyz",
            "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
            "qwertzuiopasdfghjklyxcvbnm",
            "azertyuiopqsdfghjklmwxcvbn",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
            "1q2w3e4r5t6y7u8i9o0p",
            "!@#$%^&*()_+",
        }.SelectMany(row => new[] { row, string.Concat(row.Reverse()) }),
    ];

    /// <param name="piece">In lower case.</param>
    public static bool Holds(string piece) =>
        piece.Length <= Longest
        && (
            Words.Contains(piece)
            || Words.Contains(Plain(piece, 'i'))
            || Words.Contains(Plain(piece, 'l'))
        );

    private static string Plain(string piece, char one) =>
        string.Create(
            piece.Length,
            (piece, one),
            static (letters, from) =>
            {
                for (var i = 0; i < letters.Length; i++)
                    letters[i] = from.piece[i] switch
                    {
                        '0' => 'o',
                        '1' or '!' or '|' => from.one,
                        '3' => 'e',
                        '4' or '@' => 'a',
                        '5' or '$' => 's',
                        '7' => 't',
                        '8' => 'b',
                        '9' => 'g',
                        var other => other,
                    };
            }
        );
}
