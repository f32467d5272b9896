#include "app/till/first_start.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <iostream>
#include <utility>

#include "app/core/logo.hpp"
#include "app/core/office/start_over.hpp"
#include "app/core/system.hpp"
#include "app/till/early_window.hpp"
#include "app/till/found_files.hpp"
#include "app/till/goods_link.hpp"
#include "app/till/new_shop.hpp"
#include "app/till/printer_trial.hpp"
#include "app/till/read_setup.hpp"
#include "app/till/replacing.hpp"
#include "app/till/screens/first_start/first_start_view.hpp"
#include "app/till/screens/first_start/place.hpp"
#include "app/till/shell/goods_words.hpp"
#include "app/till/shell/logo_words.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shop_copies.hpp"
#include "app/till/side_work.hpp"
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

constexpr const char* kProgram = "till 0.1";

/// Whether there never was a shop. A database that cannot be read is no place for another, and one
/// of which the key, the log or a copy is left was there and is gone.
Outcome<bool> is_missing(const std::string& where) {
    const auto target = app::core::target_of(where);
    if (!target) return std::unexpected{target.error()};
    // What cannot be read is said where it is opened.
    if (const auto there = app::core::holds_shop(where); !there || *there) return false;
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

/// Where the shop's file will lie, if it is to be one.
std::filesystem::path folder_of_shop(const std::string& db) {
    const auto target = app::core::target_of(db);
    const bool file = target && target->engine == pos::store::db::Engine::sqlite;
    return file ? std::filesystem::path{target->where}.parent_path() : std::filesystem::path{};
}

app::core::NewShopOptions shop_of(const first_start::Model& m) {
    app::core::NewShopOptions shop;
    shop.branch = "B01";
    shop.terminal = "T1";
    const auto place = first_start::country_of_shop(m);
    shop.country = place.code;
    shop.zone = place.zone;
    shop.tax_rate = first_start::rate_of_shop(m);
    if (first_start::is_elsewhere(m)) {
        shop.currency = place.currency;
        shop.locale = place.locale;
    }
    shop.name = m.text(Field::name);
    shop.address = lines_of({m.text(Field::street), m.text(Field::town)});
    shop.tax_number = m.text(Field::tax_number);
    shop.footer = lines_of({m.text(Field::footer)});
    shop.cashier = m.text(Field::manager);
    shop.pin = m.pin.text;
    shop.demo = m.goods == Goods::demo;
    return shop;
}

/// What this till is to look and work like.
std::vector<app::core::TillSetting> settings_of(const first_start::Model& m) {
    std::vector<app::core::TillSetting> settings{
        {"language", std::string{ui::kLanguages[m.language].code}}};
    if (auto printer = printer_setting(m); !printer.empty())
        settings.push_back({"printer", std::move(printer)});
    return settings;
}

/// What a file of goods would bring, in the words of the last step.
first_start::GoodsFound found_of(const NewGoods& seen, const std::string& file,
                                 const ui::Texts& texts, const pos::locale::Locale& locale) {
    const auto figure = [&](std::uint64_t count) {
        return locale.integer(static_cast<std::int64_t>(count));
    };
    const auto& counts = seen.preview.counts;
    first_start::GoodsFound found;
    found.words = std::string{texts[ui::TextKey::goods_new]} + ": " + figure(counts.added) + " · ";
    if (counts.refused > 0)
        found.words.append(texts[ui::TextKey::goods_refused])
            .append(": " + figure(counts.refused) + " · ");
    found.words += std::filesystem::path{file}.filename().string();
    found.table = shell::table_of(seen.preview, texts);
    found.refused = shell::refused_rows(seen.preview, texts, locale);
    found.more_refused = shell::more_refused(seen.preview, texts, locale);
    return found;
}

void fill_in_all(first_start::Model& m, const ui::Texts& words) {
    fill_in(m, Field::name, words[ui::TextKey::start_name_usual]);
    fill_in(m, Field::footer, words[ui::TextKey::start_footer_usual]);
    fill_in(m, Field::manager, words[ui::TextKey::role_manager]);
}

/// The questions in their window. A file of goods is read and the shop is made beside it.
class Questions final : public window::Program {
public:
    Questions(const Options& options, EarlyWindow& early, std::size_t language)
        : options_{options},
          early_{early},
          ui_{*early.ui},
          model_{first_start::begin(app::core::system_zone(), language, clock_.now())} {
        model_.can_replace = can_be_replaced(options);
        if (options.printer != "none") model_.named_printer = options.printer;
        fill_in_all(model_, ui_.texts());
        ask_pin();
    }
    ~Questions() override { stop_.request_stop(); }
    /// Whether it is to replace a lost till, asked once.
    bool wants_replacing() { return std::exchange(wants_replacing_, false); }
    FirstStarted outcome() const { return {made_, first_words_}; }

    void draw(ui::Frame& frame) override {
        if (auto action = first_start::draw(frame, model_)) kept_ = std::move(*action);
    }
    bool act() override {
        if (!kept_) return false;
        const auto action = std::move(*kept_);
        kept_.reset();
        const auto before = model_.step;
        model_.now = clock_.now();
        carry_out(first_start::update(model_, action));
        if (model_.step != before) ui_.forget();
        watch_printers();
        watch_files();
        return true;
    }
    void scanned(std::string) override {}
    void dropped(std::string path) override {
        const auto before = model_.step;
        carry_out(first_start::goods_dropped(model_, std::move(path)));
        if (model_.step != before) ui_.forget();
        watch_files();
    }
    bool take_in() override {
        const auto before = model_.step;
        bool changed = work_.take_in();
        changed |= finding_.take_in();
        if (const auto seen = printers_.take()) {
            seen_printers_ = *seen;
            word_printers();
            changed = true;
        }
        watch_printers();
        watch_files();
        if (model_.step != before) ui_.forget();
        if (!work_.busy()) return changed;
        std::string progress = progress_words();
        changed |= progress != model_.progress;
        model_.progress = std::move(progress);
        return changed;
    }
    std::optional<ui::Moment> wake_at(ui::Moment now) override {
        constexpr std::chrono::milliseconds kProgress{200};
        if (!work_.busy()) return std::nullopt;
        return now + kProgress;
    }
    bool done() const override { return made_ || wants_replacing_; }
    void shown(const window::FrameTimes&) override { after_frame(options_, early_); }

private:
    app::core::Country country() const { return first_start::country_of_shop(model_); }
    /// Of the screen's language, as the shop's country writes.
    std::expected<pos::locale::Locale, pos::locale::LocaleError> locale() const {
        return pos::locale::Locale::open(
            locale_for(std::string{ui::kLanguages[model_.language].code}, country().locale));
    }
    /// "1,204 rows"; nothing before the first.
    std::string progress_words() const {
        const auto rows = static_cast<std::int64_t>(rows_.load());
        const auto written = locale();
        if (rows == 0 || !written) return {};
        return ui_.texts().count(ui::TextKey::start_rows, rows,
                                 {{"count", written->integer(rows)}});
    }
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
        word_goods();
        word_files();
        word_printers();
    }
    /// Files are looked for each time they are asked about.
    void watch_files() {
        const bool pictures = model_.step == first_start::Step::logo;
        const bool asked =
            pictures || (model_.step == first_start::Step::goods && model_.goods == Goods::file);
        if (!asked) files_seen_ = false;
        if (!asked || files_seen_ || finding_.busy()) return;
        files_seen_ = true;
        if (pictures) return find_logos();
        finding_.start([this, beside = folder_of_shop(options_.db)]() -> SideWork::Then {
            auto files = find_goods_files(beside);
            return [this, files = std::move(files)] {
                goods_files_ = files;
                word_files();
            };
        });
    }
    void find_logos() {
        finding_.start([this, beside = folder_of_shop(options_.db)]() -> SideWork::Then {
            auto pictures = find_pictures(beside);
            return [this, pictures = std::move(pictures)] {
                pictures_ = pictures;
                word_files();
            };
        });
    }
    /// By name, folder and day.
    std::vector<first_start::FoundFile> worded(const std::vector<shell::GoodsFile>& found) const {
        std::vector<first_start::FoundFile> files;
        const auto written = locale();
        const auto zone = pos::locale::Zone::open(country().zone);
        if (!written || !zone) return files;
        for (const auto& file : found)
            files.push_back(
                {shell::place_of(file, zone->local(file.written), *written), file.path});
        return files;
    }
    void word_files() {
        first_start::files_found(model_, worded(goods_files_));
        first_start::logos_found(model_, worded(pictures_));
    }
    /// What is the matter with the tax.
    void doubt_tax() {
        const bool currency = first_start::tax_doubt(model_) == first_start::TaxDoubt::currency;
        first_start::answer_refused(
            model_,
            ui_.texts()[currency ? ui::TextKey::start_currency_bad : ui::TextKey::start_rate_bad]);
    }
    void look_at_logo() {
        logo_.clear();
        work([this, file = first_start::logo_of(model_)](const Making&) -> SideWork::Then {
            auto png = app::core::logo_of_file(file);
            return [this, file, png = std::move(png)] {
                if (png) {
                    logo_ = *png;
                    return first_start::logo_taken(model_);
                }
                const auto name = std::filesystem::path{file}.filename().string();
                first_start::answer_refused(
                    model_, ui_.texts().with(shell::key_of(png.error()), {{"file", name}}));
            };
        });
    }
    /// Printers are looked for while they are asked about.
    void watch_printers() {
        const bool wanted = model_.step == first_start::Step::printer;
        if (wanted == printers_.looks()) return;
        if (!wanted) return printers_.leave();
        model_.looking_for_printers = true;
        printers_.look();
    }
    void word_printers() {
        const auto written = locale();
        if (!written || !seen_printers_) return;
        first_start::printers_found(model_, printers_among(*seen_printers_, shell_words(*written)),
                                    seen_printers_->looking);
    }
    /// What the shell's words are made with.
    shell::Context shell_words(const pos::locale::Locale& written) {
        return {{}, random_, ui_.texts(), written};
    }
    app::core::PrinterChoice printer() const {
        auto where = printer_setting(model_);
        if (where.empty()) where = model_.named_printer;
        return {.where = std::move(where), .profile = {}};
    }
    void check_printer() {
        if (app::core::check_printer(printer())) return first_start::printer_taken(model_);
        first_start::printer_refused(model_, ui_.texts()[ui::TextKey::start_printer_typed_badly]);
    }
    void test() {
        stop_ = std::stop_source{};
        work([this, choice = printer(), stop = stop_.get_token(),
              whose = TestPageFor{model_.text(Field::name), country().locale, country().zone}](
                 const Making& making) -> SideWork::Then {
            auto printed = print_test_page(choice, whose, making.now, stop);
            return [this, printed = std::move(printed)] {
                if (printed) return first_start::page_sent(model_);
                const auto written = locale();
                first_start::printer_refused(
                    model_, written ? till::words_of(printed.error(), shell_words(*written)) : "");
            };
        });
    }
    void word_goods() {
        const auto written = locale();
        if (seen_ && written) model_.found = found_of(*seen_, looked_at_, ui_.texts(), *written);
    }
    void carry_out(first_start::Outcome outcome) {
        switch (outcome) {
            case first_start::Outcome::open:
                return;
            case first_start::Outcome::speak:
                return speak();
            case first_start::Outcome::look:
                return look(first_start::file_of(model_), {});
            case first_start::Outcome::column:
                return read_column();
            case first_start::Outcome::make:
                return make();
            case first_start::Outcome::check:
                return check_printer();
            case first_start::Outcome::doubt:
                return doubt_tax();
            case first_start::Outcome::logo:
                return look_at_logo();
            case first_start::Outcome::test:
                return test();
            case first_start::Outcome::stop:
                stop_.request_stop();
                return;
            case first_start::Outcome::replace:
                wants_replacing_ = true;
                return;
        }
    }
    void look(std::string file, shell::GoodsMapping mapping) {
        seen_.reset();
        looked_at_ = std::move(file);
        mapping_ = std::move(mapping);
        work([this, file = looked_at_, mapping = mapping_,
              country = country()](const Making& making) -> SideWork::Then {
            auto seen = look_at_new_goods(file, mapping, country, making);
            return [this, seen = std::move(seen)] { looked(seen); };
        });
    }
    /// The file again, with a column taken for something else.
    void read_column() {
        if (!seen_) return;
        auto mapping = shell::mapping_of(seen_->preview, model_.decided);
        if (!mapping) {
            return first_start::column_refused(model_, ui_.texts()[ui::TextKey::goods_name_stays]);
        }
        first_start::reading_again(model_);
        look(looked_at_, std::move(*mapping));
    }
    void make() {
        NewShop wanted{shop_of(model_)};
        wanted.shop.till = settings_of(model_);
        wanted.shop.tax_name = ui_.texts()[ui::TextKey::start_tax_usual];
        if (!first_start::logo_of(model_).empty()) wanted.shop.logo = logo_;
        if (model_.goods == Goods::file && seen_)
            wanted.goods = NewShop::File{looked_at_, seen_->content, mapping_};
        work([this, wanted = std::move(wanted), db = options_.db,
              store = pos::store::StoreOptions{.program = kProgram, .key_file = options_.key_file}](
                 const Making& making) -> SideWork::Then {
            auto made = make_shop(db, wanted, store, making);
            return [this, made = std::move(made)] { was_made(made); };
        });
    }
    /// On a thread of its own; what it comes to is carried out on this one.
    void work(std::function<SideWork::Then(const Making&)> job) {
        rows_ = 0;
        work_.start([this, job = std::move(job)] {
            app::core::SystemClock clock;
            app::core::SystemRandom random;
            return job({clock.now(), random, [this](std::uint64_t rows) { rows_ = rows; }});
        });
    }
    void refuse_goods(const shell::GoodsRefused& why) {
        first_start::goods_refused(model_, shell::words_for(why, ui_.texts()));
    }
    void looked(const std::expected<NewGoods, shell::GoodsRefused>& seen) {
        if (!seen) return refuse_goods(seen.error());
        seen_ = *seen;
        first_start::goods_found(model_, {});
        word_goods();
    }
    void was_made(const std::expected<MadeShop, NotMade>& made) {
        if (!made) {
            if (const auto* goods = std::get_if<shell::GoodsRefused>(&made.error()))
                return refuse_goods(*goods);
            const auto& why = std::get<Failure>(made.error());
            // For whoever looks after the machine: the screen says it in the language of the till.
            std::cerr << why.words << '\n';
            return first_start::shop_refused(model_, shell::words_for(why, ui_.texts()));
        }
        made_ = true;
        if (options_.before && !options_.before->file.empty())
            first_words_ = shell::Said{common::Level::good,
                                       ui_.texts().with(ui::TextKey::said_started_over,
                                                        {{"file", options_.before->file}})};
        if (!made->goods) return;
        const auto& texts = ui_.texts();
        first_words_ = shell::Said{common::Level::warning,
                                   texts.with(ui::TextKey::start_goods_left,
                                              {{"why", shell::words_for(*made->goods, texts)}})};
    }

    const Options& options_;
    EarlyWindow& early_;
    ui::Assets assets_;
    ui::Ui& ui_;
    app::core::SystemClock clock_;
    first_start::Model model_;
    std::optional<first_start::Action> kept_;
    std::optional<NewGoods> seen_;  // of the file, as it is shown
    std::string looked_at_;         // which that is
    shell::GoodsMapping mapping_;   // of its columns, where somebody has said so
    std::vector<shell::GoodsFile> goods_files_;
    std::vector<shell::GoodsFile> pictures_;
    pos::Bytes logo_;         // of the picture that was taken
    bool files_seen_{false};  // since they are asked about
    bool made_{false};
    bool wants_replacing_{false};
    std::optional<shell::Said> first_words_;
    app::core::SystemRandom random_;
    std::optional<shell::DevicesSeen> seen_printers_;
    PrintersThere printers_{window::Window::wake};
    std::stop_source stop_;                // of a test page
    std::atomic<std::uint64_t> rows_{0};   // that the work has read
    SideWork work_{window::Window::wake};  // ends before what it reports to
    SideWork finding_{window::Window::wake};
};

}  // namespace

Outcome<FirstStarted> start_first(const Options& options) {
    app::core::SystemClock clock;
    app::core::finish_starting_over(options.db, {.program = kProgram, .key_file = options.key_file},
                                    clock.now());
    const auto missing = is_missing(options.db);
    if (!missing) return std::unexpected{missing.error()};
    if (!*missing) return FirstStarted{true, {}};
    const std::string& spoken = options.before ? options.before->language : options.language;
    const std::size_t language =
        spoken.empty() ? first_start::spoken_in(app::core::system_zone()) : ui::language_of(spoken);
    auto early = open_early(options, language);
    if (!early) return std::unexpected{early.error()};
    Questions questions{options, *early, language};
    for (;;) {
        window::Loop loop{*early->window, *early->ui, ui::Wedge{}, questions};
        loop.run();
        if (!questions.wants_replacing()) return questions.outcome();
        switch (replace_lost_till(options, *early, true)) {
            case ReplaceEnd::back:
                break;
            case ReplaceEnd::sell:
                return FirstStarted{true, {}};
            case ReplaceEnd::closed:
                return FirstStarted{};
        }
    }
}

}  // namespace till
