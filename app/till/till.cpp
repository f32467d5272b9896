#include "app/till/till.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "app/core/init.hpp"
#include "app/core/paperwork.hpp"
#include "app/core/pictures.hpp"
#include "app/core/printer_setup.hpp"
#include "app/core/system.hpp"
#include "app/till/frame_log.hpp"
#include "app/till/inbox.hpp"
#include "app/till/pictures/pictures.hpp"
#include "app/till/printing.hpp"
#include "app/till/shell/shell.hpp"
#include "app/till/shell/shell_view.hpp"
#include "app/till/store_link.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/window/loop.hpp"

namespace till {

namespace {

using app::core::Failure;
using app::core::FailureKind;
using app::core::Outcome;

/// How the till writes figures and dates: as the shop does where it is in the shop's language.
/// English elsewhere is that of Britain, with the day before the month and a clock of 24 hours.
std::string locale_for(const std::string& language, const std::string& shop_locale) {
    const bool same = shop_locale == language || shop_locale.starts_with(language + "-");
    if (same) return shop_locale;
    return language == "en" ? "en-GB" : language;
}

/// The running till: the shell, what carries its effects out, and what is drawn.
class Program final : public window::Program {
public:
    struct Parts {
        Options options;
        app::core::ShopState shop;
        app::core::Paperwork paperwork;
        ui::Assets assets;
        ui::Texts texts;
        pos::locale::Locale locale;
        shell::Looks looks;
        bool print_receipts{true};
        std::optional<shell::Said> first_words;
        std::filesystem::path pictures;  // the folder of the goods' pictures; may be empty
    };

    Program(Parts parts, ui::Ui& ui, window::Window& window, pos::store::StoreThread& store,
            std::unique_ptr<drivers::printer::Printer> printer)
        : parts_{std::move(parts)},
          ui_{ui},
          window_{window},
          model_{pos::sale::Register{
              app::core::register_setup(parts_.shop.settings, parts_.shop.journal),
              parts_.shop.opening}},
          link_{store, parts_.shop,
                [this](shell::Action action) { inbox_.post(std::move(action)); }},
          pictures_{parts_.pictures, window.textures(), [] { window::Window::wake(); }},
          printing_{std::move(printer),
                    [this](Printing::State state, drivers::printer::PrintError why) {
                        inbox_.post(shell::PrinterChanged{printer_state(state), std::move(why)});
                    }} {
        model_.looks = parts_.looks;
        model_.print_receipts = parts_.print_receipts;
        model_.shop_name = parts_.shop.settings.name.empty() ? parts_.shop.journal.branch
                                                             : parts_.shop.settings.name;
        model_.said = parts_.first_words;
        if (!parts_.options.screenshot.empty()) window_.shoot_next(parts_.options.screenshot);
        carry_out(shell::start(model_, context()));
    }

    void draw(ui::Frame& frame) override {
        pictures_.set_side(static_cast<int>(std::round(frame.size().initials)));
        const sell::Pictures find = [this](std::string_view name) { return pictures_.find(name); };
        if (auto action = shell::draw(frame, model_, find)) kept_ = std::move(*action);
    }

    bool act() override {
        if (!kept_) return false;
        const auto action = std::move(*kept_);
        kept_.reset();
        update(action);
        return true;
    }

    void scanned(std::string text) override { update(shell::Scanned{std::move(text)}); }

    bool take_in() override {
        const bool pictures = pictures_.take_in();
        const auto actions = inbox_.take();
        for (const auto& action : actions) update(action);
        const auto minute = clock_.now().unix_ms / 60'000;
        if (minute == minute_) return pictures || !actions.empty();
        minute_ = minute;
        pictures_.look_again();
        update(shell::ClockTicked{});
        return true;
    }

    std::optional<ui::Moment> wake_at(ui::Moment now) override {
        const auto into_minute_ms = clock_.now().unix_ms % 60'000;
        return now + std::chrono::milliseconds{60'000 - into_minute_ms + 1};
    }

    bool done() const override { return false; }

    void shown(const window::FrameTimes& took) override {
        frame_log_.add(took);
        if (!parts_.options.probe.empty()) {
            const auto part = parts_.options.probe.string() + ".part";
            std::ofstream{part} << ui_.probe().to_json();
            std::error_code ignored;
            std::filesystem::rename(part, parts_.options.probe, ignored);
        }
        if (!parts_.options.screenshot.empty()) window_.shoot_next(parts_.options.screenshot);
    }

private:
    static shell::PrinterState printer_state(Printing::State state) {
        switch (state) {
            case Printing::State::ready:
                return shell::PrinterState::ready;
            case Printing::State::busy:
                return shell::PrinterState::busy;
            case Printing::State::failed:
                return shell::PrinterState::failed;
        }
        return shell::PrinterState::none;
    }

    pos::sale::Stamp stamp() {
        const auto at = clock_.now();
        return {at, parts_.shop.zone.local(at)};
    }
    shell::Context context() { return {stamp(), random_, parts_.texts, parts_.locale}; }

    void update(const shell::Action& action) {
        const auto before = model_.screen;
        carry_out(shell::update(model_, action, context()));
        if (model_.screen != before) ui_.forget();
    }

    void carry_out(const shell::Effects& effects) {
        for (const auto& effect : effects) {
            std::visit([this](const auto& what) { carry_out(what); }, effect);
        }
    }
    void carry_out(const pos::sale::Effect& effect) {
        std::visit([this](const auto& what) { carry_out(what); }, effect);
    }

    // ---- the register's ----
    void carry_out(const pos::sale::Store& effect) {
        link_.store(effect, model_.cash_register, clock_.now());
    }
    void carry_out(const pos::sale::AskFiscal&) {}  // no fiscal module is configured
    void carry_out(const pos::sale::OpenDrawer&) {}
    void carry_out(const pos::sale::Beep&) {}
    void carry_out(const pos::sale::PrintReceipt& effect) {
        if (!model_.print_receipts && effect.copy == 0) return;
        print_receipt(effect);
    }
    void carry_out(const pos::sale::PrintXReport& effect) {
        const auto& shift = model_.cash_register.state().shift;
        printing_.print(parts_.paperwork.x_report(effect, shift ? &*shift : nullptr),
                        fmt::format("X-{}-{:02}{:02}", pos::to_string(effect.when.local.date),
                                    effect.when.local.hour(), effect.when.local.minute()));
    }
    void carry_out(const pos::sale::PrintZReport& effect) {
        printing_.print(parts_.paperwork.z_report(effect),
                        fmt::format("Z-{:06}", effect.closed.z_number));
    }
    void print_receipt(const pos::sale::PrintReceipt& effect) {
        const std::string name = effect.copy == 0
                                     ? effect.record.number
                                     : fmt::format("{}-copy{}", effect.record.number, effect.copy);
        link_.with_proof(
            effect.record.sale, [this, effect, name](std::optional<pos::document::Proof> proof) {
                printing_.print(parts_.paperwork.receipt(effect.record, proof, effect.copy), name);
            });
    }

    // ---- the shell's ----
    void carry_out(const shell::FindCode& ask) { link_.find_code(ask, stamp().local.date); }
    void carry_out(const shell::FindItem& ask) { link_.find_item(ask, stamp().local.date); }
    void carry_out(const shell::Search& ask) { link_.search(ask); }
    void carry_out(const shell::ReadTabs&) { link_.read_tabs(); }
    void carry_out(const shell::ReadTiles& ask) { link_.read_tiles(ask); }
    void carry_out(const shell::ReadLooks& ask) { link_.read_looks(ask); }
    void carry_out(const shell::ReadTakings& ask) { link_.read_takings(ask); }
    void carry_out(const shell::Sound& sound) {
        window_.bell(sound.signal == shell::Signal::refused);
    }
    void carry_out(const shell::SaveSetting& setting) {
        const auto now = stamp();
        const auto& user = model_.cash_register.state().user;
        link_.save_setting(setting, {now.local, now.local.date, parts_.shop.journal.zone},
                           {user.id, user.name}, now.at);
    }
    void carry_out(const shell::Restyle&) {
        if (auto theme = parts_.assets.theme(model_.looks.theme)) ui_.set_theme(std::move(*theme));
        if (model_.looks.language != parts_.texts.language()) {
            auto words = parts_.assets.texts(model_.looks.language);
            auto again = parts_.assets.texts(model_.looks.language);
            auto locale = pos::locale::Locale::open(
                locale_for(model_.looks.language, parts_.shop.settings.locale));
            if (words && again && locale) {
                parts_.texts = std::move(*words);
                parts_.locale = std::move(*locale);
                ui_.set_texts(std::move(*again));
            }
        }
        ui_.set_scale(static_cast<float>(model_.looks.scale_percent) / 100);
        ui_.set_mirrored(model_.looks.mirrored);
        update(shell::Restyled{});
    }

    Parts parts_;
    ui::Ui& ui_;
    window::Window& window_;
    app::core::SystemClock clock_;
    app::core::SystemRandom random_;
    shell::Model model_;
    Inbox inbox_;
    StoreLink link_;
    pictures::Pictures pictures_;
    Printing printing_;
    FrameLog frame_log_{parts_.options.frame_log};
    std::optional<shell::Action> kept_;
    std::int64_t minute_{-1};
};

/// What a start found that the cashier should know of: a cart that is back, what cannot be read.
std::optional<shell::Said> first_words(const app::core::ShopState& shop, const ui::Texts& texts) {
    shell::Said said{common::Level::good, {}};
    const auto add = [&](common::Level level, const std::string& words) {
        said.level = std::max(said.level, level);
        said.words += (said.words.empty() ? "" : " ") + words;
    };
    if (shop.opening.cart && !shop.opening.cart->lines.empty()) {
        const auto lines = static_cast<std::int64_t>(shop.opening.cart->lines.size());
        add(common::Level::good, texts.count(ui::TextKey::said_recovered, lines));
    }
    if (!shop.unusable_carts.empty()) {
        const auto carts = static_cast<std::int64_t>(shop.unusable_carts.size());
        add(common::Level::danger, texts.count(ui::TextKey::said_carts_set_aside, carts));
    }
    if (shop.last_receipt_changed) {
        add(common::Level::danger, texts[ui::TextKey::said_last_receipt_changed]);
    }
    if (said.words.empty()) return std::nullopt;
    return said;
}

std::filesystem::path pictures_of(const std::string& db) {
    const auto target = app::core::target_of(db);
    return target ? app::core::pictures_folder(*target) : std::filesystem::path{};
}

Outcome<Program::Parts> read_parts(const Options& options, pos::store::Store& store) {
    auto shop = app::core::read_shop(store.reader(), store.journal(), options.cashier);
    if (!shop) return std::unexpected{shop.error()};
    auto paperwork = app::core::Paperwork::open(shop->settings, shop->journal);
    if (!paperwork) return std::unexpected{paperwork.error()};
    shell::Looks looks;
    bool print = true;
    const auto setting = [&](const char* name, const std::string& otherwise) {
        const auto value = app::core::read_till_setting(store.reader(), name, otherwise);
        return value ? *value : otherwise;
    };
    looks.language =
        options.language.empty()
            ? setting("language", shop->settings.locale.starts_with("de") ? "de" : "en")
            : options.language;
    looks.theme = options.theme.empty() ? setting("theme", "light") : options.theme;
    looks.mirrored = setting("mirrored", "0") == "1";
    print = setting("print", "1") == "1";
    const std::string scale = setting("scale", "100");
    looks.scale_percent =
        options.scale_percent != 0 ? options.scale_percent : std::atoi(scale.c_str());
    const ui::Assets assets;
    auto texts = assets.texts(looks.language);
    if (!texts) return app::core::refuse(texts.error());
    auto locale = pos::locale::Locale::open(locale_for(looks.language, shop->settings.locale));
    if (!locale) return app::core::refuse("The language " + looks.language + " is not known.");
    auto words = first_words(*shop, *texts);
    if (auto kept = app::core::set_carts_aside(store, *shop); !kept) {
        return std::unexpected{app::core::failure(kept.error())};
    }
    return Program::Parts{options,
                          std::move(*shop),
                          std::move(*paperwork),
                          assets,
                          std::move(*texts),
                          std::move(*locale),
                          looks,
                          print,
                          std::move(words),
                          pictures_of(options.db)};
}

}  // namespace

Outcome<void> run(const Options& options) {
    app::core::SystemClock clock;
    const auto store_options =
        app::core::with_key_file({.program = "till 0.1", .auto_checkpoint = false}, options.db);
    if (!store_options) return std::unexpected{store_options.error()};
    auto printer = app::core::open_printer(options.printer);
    if (!printer) return std::unexpected{printer.error()};
    auto store = app::core::open_shop(options.db, *store_options, clock.now());
    if (!store) return std::unexpected{store.error()};
    auto parts = read_parts(options, **store);
    if (!parts) return std::unexpected{parts.error()};
    auto theme = parts->assets.theme(parts->looks.theme);
    if (!theme) return app::core::refuse(theme.error());
    auto words = parts->assets.texts(parts->looks.language);
    if (!words) return app::core::refuse(words.error());
    auto window = window::Window::open({.width_px = options.width_px,
                                        .height_px = options.height_px,
                                        .title = "Counterfoil",
                                        .whole_screen = options.whole_screen});
    if (!window) return std::unexpected{Failure{FailureKind::environment, window.error()}};
    auto thread = pos::store::StoreThread::start(std::move(*store), *store_options, {});
    if (!thread) return std::unexpected{app::core::failure(thread.error(), options.db)};
    ui::Ui ui{std::move(*theme),
              std::move(*words),
              ui::KeyMap{},
              {.width_px = static_cast<float>((*window)->width_px()),
               .height_px = static_cast<float>((*window)->height_px()),
               .scale = static_cast<float>(parts->looks.scale_percent) / 100,
               .mirrored = parts->looks.mirrored,
               .probe = !options.probe.empty()},
              (*window)->textures()};
    Program program{std::move(*parts), ui, **window, **thread, std::move(*printer)};
    window::Loop loop{**window, ui, ui::Wedge{}, program};
    loop.run();
    // The threads end before what they report to.
    thread->reset();
    return {};
}

}  // namespace till
