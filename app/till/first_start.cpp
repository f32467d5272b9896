#include "app/till/first_start.hpp"

#include <filesystem>

#include "app/core/imports/item_file.hpp"
#include "app/core/imports/tax_words.hpp"
#include "app/core/init.hpp"
#include "app/core/register_service.hpp"
#include "app/core/system.hpp"
#include "app/core/till_settings.hpp"
#include "app/till/early_window.hpp"
#include "app/till/read_setup.hpp"
#include "app/till/screens/first_start/first_start_view.hpp"
#include "app/till/shell/goods_file.hpp"
#include "app/till/shell/goods_words.hpp"
#include "app/till/shop_copies.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/languages.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/window/loop.hpp"

namespace till {

namespace {

using app::core::Failure;
using app::core::FailureKind;
using app::core::Outcome;
using first_start::Field;
using first_start::Goods;
namespace imports = app::core::imports;

constexpr const char* kProgram = "till 0.1";

/// Whether there never was a shop. A database that cannot be read is no place for another, and one
/// of which the key, the log or a copy is left was there and is gone.
Outcome<bool> is_missing(const std::string& where) {
    const auto target = app::core::target_of(where);
    if (!target) return std::unexpected{target.error()};
    const auto opened = pos::store::open_for_reading(*target);
    if (opened) return false;
    using pos::store::OpenErrorKind;
    if (opened.error().kind == OpenErrorKind::no_journal) return true;
    if (opened.error().kind != OpenErrorKind::missing) return false;
    const std::string left = target->engine == pos::store::db::Engine::sqlite
                                 ? left_of_shop(target->where)
                                 : std::string{};
    if (left.empty()) return true;
    return std::unexpected{Failure{FailureKind::environment,
                                   where + " is gone: " + left +
                                       " still lies there. Put the database back, or a backup: " +
                                       "counterfoil restore BACKUP --set-aside --db " + where}};
}

/// What was typed, line by line, without empty ones.
std::vector<std::string> lines_of(std::initializer_list<std::string> texts) {
    std::vector<std::string> lines;
    for (const auto& text : texts)
        if (!text.empty()) lines.push_back(text);
    return lines;
}

app::core::NewShopOptions shop_of(const first_start::Model& m) {
    app::core::NewShopOptions shop;
    shop.branch = "B01";
    shop.terminal = "T1";
    shop.country = m.countries.at(m.country).code;
    shop.name = m.text(Field::name);
    shop.address = lines_of({m.text(Field::street), m.text(Field::town)});
    shop.tax_number = m.text(Field::tax_number);
    shop.footer = lines_of({m.text(Field::footer)});
    shop.cashier = m.text(Field::manager);
    shop.pin = m.pin.text;
    shop.demo = m.goods == Goods::demo;
    return shop;
}

std::string words_for(const imports::ImportError& error) {
    if (const auto* input = std::get_if<app::core::tabular::InputError>(&error))
        return to_string(*input);
    if (const auto* map = std::get_if<app::core::tabular::MapError>(&error)) return to_string(*map);
    return "The goods could not be read from that file.";
}

/// What the file of goods would bring: looked at before the shop is made, so that the question can
/// be answered anew.
Outcome<first_start::GoodsFound> look_at_goods(const first_start::Model& m,
                                               const ui::Texts& texts) {
    const auto& file = m.text(Field::file);
    const auto& country = m.countries.at(m.country);
    const auto looked = imports::look_at_items(file, {});
    if (!looked) return app::core::refuse(words_for(looked.error()));
    auto rows = imports::open_again(*looked);
    if (!rows) return app::core::refuse(to_string(rows.error()));
    const auto locale = pos::locale::Locale::open(
        locale_for(std::string{ui::kLanguages[m.language].code}, country.locale));
    if (!locale) return app::core::refuse("The language of this screen is not installed.");
    first_start::GoodsFound found;
    const imports::ItemImportListener listener{.on_refusal = [&](const imports::Refusal& one) {
        if (found.refused.size() < shell::kGoodsRefusedShown)
            found.refused.push_back(shell::refused_row(one, texts, *locale));
    }};
    app::core::SystemClock clock;
    app::core::SystemRandom random;
    const auto currency = pos::currency_of(country.currency).value_or(pos::Currency{});
    const auto report =
        imports::preview_items(*rows, looked->options, currency, clock.now(), random, listener);
    if (!report) return app::core::refuse(words_for(report.error()));
    const auto figure = [&](std::uint64_t count) {
        return locale->integer(static_cast<std::int64_t>(count));
    };
    found.words = std::string{texts[ui::TextKey::goods_new]} + ": " + figure(report->added) + " · ";
    if (report->refused > 0)
        found.words.append(texts[ui::TextKey::goods_refused])
            .append(": " + figure(report->refused) + " · ");
    found.words += std::filesystem::path{file}.filename().string();
    if (const auto beyond = report->refused - found.refused.size(); beyond > 0)
        found.more_refused =
            texts.with(ui::TextKey::goods_more_refused, {{"count", figure(beyond)}});
    return found;
}

Outcome<void> import_goods(const std::string& file, pos::store::Store& store, pos::Instant now,
                           pos::Random& random) {
    const auto shop = app::core::read_shop(store.reader(), store.journal(), {});
    if (!shop) return std::unexpected{shop.error()};
    const auto local = shop->zone.local(now);
    const auto& user = shop->opening.user;
    imports::ItemImportOptions options{.mapping = {}, .skip_bad = true};
    options.tax_classes.emplace();
    for (const auto& one : shop->settings.taxes.classes) options.tax_classes->insert(one.code);
    options.tax_words = imports::tax_words(shop->taxes, local.date);
    const auto looked = imports::look_at_items(file, options);
    if (!looked) return app::core::refuse(words_for(looked.error()));
    auto rows = imports::open_again(*looked);
    if (!rows) return app::core::refuse(to_string(rows.error()));
    const auto done = imports::import_items(
        *rows, looked->options, store,
        {{local, local.date, shop->journal.zone}, {user.id, user.name}}, now, random, {});
    if (!done) return app::core::refuse(words_for(done.error()));
    return {};
}

/// Keeps what this till is to look and work like.
Outcome<void> keep_settings(pos::store::Store& store, const first_start::Model& m,
                            pos::Instant now) {
    const auto shop = app::core::read_shop(store.reader(), store.journal(), {});
    if (!shop) return std::unexpected{shop.error()};
    const auto local = shop->zone.local(now);
    const auto& user = shop->opening.user;
    std::vector<app::core::TillSetting> settings{
        {"language", std::string{ui::kLanguages[m.language].code}}};
    if (m.printer == first_start::Printer::none) settings.push_back({"printer", "none"});
    for (const auto& setting : settings) {
        const auto kept = app::core::write_till_setting(
            store, setting, {local, local.date, shop->journal.zone}, {user.id, user.name}, now);
        if (!kept) return std::unexpected{app::core::failure(kept.error())};
    }
    return {};
}

Outcome<void> make(const Options& options, const first_start::Model& m) {
    app::core::SystemClock clock;
    app::core::SystemRandom random;
    const auto store_options =
        app::core::with_key_file({.program = kProgram, .key_file = options.key_file}, options.db);
    if (!store_options) return std::unexpected{store_options.error()};
    const auto now = clock.now();
    auto store = app::core::init_shop(options.db, shop_of(m), *store_options, now, random);
    if (!store) return std::unexpected{store.error()};
    if (auto kept = keep_settings(**store, m, now); !kept) return kept;
    if (m.goods != Goods::file) return {};
    return import_goods(m.text(Field::file), **store, now, random);
}

void fill_in_all(first_start::Model& m, const ui::Texts& words) {
    fill_in(m, Field::name, words[ui::TextKey::start_name_usual]);
    fill_in(m, Field::footer, words[ui::TextKey::start_footer_usual]);
    fill_in(m, Field::manager, words[ui::TextKey::role_manager]);
}

/// The questions in their window.
class Questions final : public window::Program {
public:
    Questions(const Options& options, EarlyWindow& early, std::size_t language)
        : options_{options},
          early_{early},
          ui_{*early.ui},
          model_{first_start::begin(app::core::system_zone(), language)} {
        fill_in_all(model_, ui_.texts());
        ask_pin();
    }
    bool made() const { return made_; }

    void draw(ui::Frame& frame) override {
        if (auto action = first_start::draw(frame, model_)) kept_ = std::move(*action);
    }
    bool act() override {
        if (!kept_) return false;
        const auto action = std::move(*kept_);
        kept_.reset();
        const auto before = model_.step;
        const auto outcome = first_start::update(model_, action);
        if (outcome == first_start::Outcome::speak) speak();
        if (outcome == first_start::Outcome::look) look();
        if (outcome == first_start::Outcome::make) make_it();
        if (model_.step != before) ui_.forget();
        return true;
    }
    void scanned(std::string) override {}
    void dropped(std::string path) override {
        first_start::goods_dropped(model_, std::move(path));
        if (model_.step == first_start::Step::goods) look();
    }
    bool take_in() override { return false; }
    std::optional<ui::Moment> wake_at(ui::Moment) override { return std::nullopt; }
    bool done() const override { return made_; }
    void shown(const window::FrameTimes&) override { after_frame(options_, early_); }

private:
    /// The question for a PIN in the language of the screen; what was typed stays.
    void ask_pin() {
        const auto& texts = ui_.texts();
        std::string typed = std::move(model_.pin.text);
        model_.pin = {.subject = prompt::Subject::pin,
                      .title = texts[ui::TextKey::start_pin],
                      .label = texts[ui::TextKey::sign_on_pin],
                      .hint = texts[ui::TextKey::start_pin_bad],
                      .text = std::move(typed)};
        model_.pin.secret = true;
        model_.pin.may_be_empty = true;
        model_.pin.confirm = texts[ui::TextKey::start_next];
    }
    void speak() {
        if (auto words = assets_.texts(ui::kLanguages[model_.language].code)) {
            fill_in_all(model_, *words);
            ui_.set_texts(std::move(*words));
        }
        ask_pin();
    }
    void look() {
        auto found = look_at_goods(model_, ui_.texts());
        if (found) {
            first_start::goods_found(model_, std::move(*found));
        } else {
            model_.refusal = found.error().words;
        }
    }
    void make_it() {
        const auto done = make(options_, model_);
        if (done) {
            made_ = true;
        } else {
            model_.refusal = done.error().words;
        }
    }

    const Options& options_;
    EarlyWindow& early_;
    ui::Assets assets_;
    ui::Ui& ui_;
    first_start::Model model_;
    std::optional<first_start::Action> kept_;
    bool made_{false};
};

}  // namespace

Outcome<bool> start_first(const Options& options) {
    const auto missing = is_missing(options.db);
    if (!missing) return std::unexpected{missing.error()};
    if (!*missing) return true;
    const std::size_t language = options.language.empty()
                                     ? first_start::spoken_in(app::core::system_zone())
                                     : ui::language_of(options.language);
    auto early = open_early(options, language);
    if (!early) return std::unexpected{early.error()};
    Questions questions{options, *early, language};
    window::Loop loop{*early->window, *early->ui, ui::Wedge{}, questions};
    loop.run();
    return questions.made();
}

}  // namespace till
