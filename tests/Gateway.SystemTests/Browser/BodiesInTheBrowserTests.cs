using System.Text;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>The directory of support bodies in a real browser: one writes, another approves, a third reads; by keyboard, and with axe in every state.</summary>
public sealed class BodiesInTheBrowserTests : IAsyncLifetime
{
    private const int Volunteer = 0, Supervisor = 1, Administrator = 2;

    private const string Places = "全国地方公共団体コード,ID,名称,利用可能曜日,開始時間,終了時間\n131016,A1,中央図書館,毎日,10:00,22:00\n131017,A2,こわれた館,毎日,10:00,22:00\n";

    private readonly RunSetup _setup = new(new SetupSize { Counsellors = 1, Supervisors = 1, Administrators = 1 });
    private SimulatorHost? _simulators;
    private GatewayProcess? _gateway;
    private TestBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _simulators = await SimulatorHost.StartAsync(_setup.Line, _setup.Sms);
        _gateway = await GatewayProcess.StartAsync(_setup.Write(_simulators.Address));
        _browser = await Chromium.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_gateway is not null) await _gateway.DisposeAsync();
        if (_simulators is not null) await _simulators.DisposeAsync();
        _setup.Dispose();
    }

    [Fact]
    public async Task One_writes_another_approves_and_a_counsellor_reads()
    {
        var administrator = await SignedInAsync(Administrator, 1280, ColorScheme.Light);
        await Assertions.Expect(administrator.GetByText("まだ名簿がありません")).ToBeVisibleAsync();
        await administrator.HasNoBarriersAsync("an empty directory");
        await administrator.GetByRole(AriaRole.Button, new() { Name = "新しく書く" }).FocusAsync();
        await administrator.Keyboard.PressAsync("Enter");
        await administrator.GetByRole(AriaRole.Button, new() { Name = "保存する" }).ClickAsync();
        await Assertions.Expect(administrator.GetByText("名前: 入れてください")).ToBeVisibleAsync();
        await administrator.HasNoBarriersAsync("a form that was refused");
        await administrator.GetByRole(AriaRole.Textbox, new() { Name = "名前", Exact = true }).FillAsync("ちよだ くらしの相談");
        await administrator.GetByRole(AriaRole.Checkbox, new() { Name = "自立相談支援機関" }).CheckAsync();
        await administrator.GetByLabel("対象の地域").FillAsync("131016 千代田区 #麹町中学校区");
        await administrator.GetByRole(AriaRole.Button, new() { Name = "曜日の時間を足す" }).ClickAsync();
        await administrator.GetByLabel("つなぐときの連絡先メール").FillAsync("desk@example.jp");
        await administrator.GetByRole(AriaRole.Button, new() { Name = "保存する" }).ClickAsync();
        await Assertions.Expect(administrator.GetByText("提案しました")).ToBeVisibleAsync();
        await Assertions.Expect(administrator.GetByText("あなたの提案です")).ToBeVisibleAsync();
        await Assertions.Expect(administrator.GetByRole(AriaRole.Button, new() { Name = "承認する" })).ToHaveCountAsync(0);
        await administrator.HasNoBarriersAsync("one's own proposal");
        await SeenAsync(administrator, "own-proposal");

        var supervisor = await SignedInAsync(Supervisor, 400, ColorScheme.Dark);
        await OpenDirectoryAsync(supervisor);
        await supervisor.HasNoBarriersAsync("the directory on a phone in the dark");
        await SeenAsync(supervisor, "list-phone-dark");
        await supervisor.GetByRole(AriaRole.Button, new() { Name = "ちよだ くらしの相談" }).ClickAsync();
        await SeenAsync(supervisor, "proposal-phone-dark");
        await supervisor.GetByRole(AriaRole.Button, new() { Name = "承認する" }).ClickAsync();
        await Assertions.Expect(supervisor.GetByText("使えます")).ToBeVisibleAsync();
        await supervisor.HasNoBarriersAsync("an approved body on a phone in the dark");

        var volunteer = await SignedInAsync(Volunteer, 1280, ColorScheme.Dark);
        await OpenDirectoryAsync(volunteer);
        await volunteer.GetByLabel("地域のコード").FillAsync("131016");
        await volunteer.GetByRole(AriaRole.Button, new() { Name = "ちよだ くらしの相談" }).ClickAsync();
        await Assertions.Expect(volunteer.GetByText("月火水木金 09:00–17:00")).ToBeVisibleAsync();
        await Assertions.Expect(volunteer.GetByText("desk@example.jp")).ToHaveCountAsync(0);
        await Assertions.Expect(volunteer.GetByRole(AriaRole.Button, new() { Name = "直す" })).ToHaveCountAsync(0);
        await volunteer.HasNoBarriersAsync("a body that a counsellor reads");
        await SeenAsync(volunteer, "detail-desktop-dark");
        await volunteer.GetByRole(AriaRole.Button, new() { Name = "相談の机に戻る" }).ClickAsync();
        await Assertions.Expect(volunteer.GetByText("いま待っている方はいません")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_is_checked_first_every_broken_line_is_named_and_english_is_whole()
    {
        var page = await SignedInAsync(Administrator, 1280, ColorScheme.Light);
        await page.GetByLabel("言語").SelectOptionAsync("en");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        var sheet = page.GetByRole(AriaRole.Dialog);
        await sheet.GetByLabel("File").SetInputFilesAsync(new FilePayload { Name = "places.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Places) });
        await sheet.GetByLabel("Kind of places").SelectOptionAsync("library");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Check first" }).ClickAsync();
        await Assertions.Expect(sheet.GetByText("New 1, changed 0, the same 0, lines that cannot be used 1")).ToBeVisibleAsync();
        await Assertions.Expect(sheet.GetByText("places.csv, line 3, column 1")).ToBeVisibleAsync();
        await page.HasNoBarriersAsync("a file that was checked");
        await SeenAsync(page, "import-desktop-light-en");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await Assertions.Expect(sheet.GetByText("Imported.")).ToBeVisibleAsync();
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 waiting for approval")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "中央図書館" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing about anybody is ever sent there")).ToBeVisibleAsync();
        await page.HasNoBarriersAsync("a place in English");
        await SeenAsync(page, "place-desktop-light-en");
    }

    private static async Task OpenDirectoryAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "わかりました" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "設定" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "つなぎ先" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "つなぎ先" })).ToBeVisibleAsync();
    }

    // Kept for eyes where somebody asks for it.
    private static async Task SeenAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"bodies-{name}.png") });
    }

    private async Task<IPage> SignedInAsync(int person, int width, ColorScheme scheme)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 860 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "ja-JP",
            TimezoneId = "Asia/Tokyo",
            BypassCSP = true,
        });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_gateway!.Address, "/console/").ToString());
        await page.GetByLabel("ユーザー名").FillAsync(_setup.People[person].UserName);
        await page.GetByLabel("パスワード").FillAsync(_setup.People[person].Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "サインイン" }).ClickAsync();
        return page;
    }
}
