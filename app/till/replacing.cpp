#include "app/till/replacing.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <variant>

#include "app/core/open_shop.hpp"
#include "app/core/shop_settings.hpp"
#include "app/core/system.hpp"
#include "app/till/backup_places.hpp"
#include "app/till/read_setup.hpp"
#include "app/till/replace_words.hpp"
#include "app/till/screens/replace/replace_view.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/side_work.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/window/loop.hpp"
#include "pos/journal/key_file.hpp"

namespace till {

namespace {

namespace fs = std::filesystem;
using app::core::Failure;
using app::core::Outcome;

constexpr const char* kProgram = "till 0.1";

/// The path of the shop; empty for one on a server.
std::string file_of(const Options& options) {
    const auto target = app::core::target_of(options.db);
    const bool file = target && target->engine == pos::store::db::Engine::sqlite;
    return file ? target->where : std::string{};
}

/// Where the shop in a file had its backups, if it says so.
fs::path backups_of_shop(const std::string& file) {
    auto reader = app::core::OpenReader::open(file);
    if (!reader) return {};
    auto folder = app::core::read_till_setting(**reader, "backup_folder", "");
    return folder && *folder != "none" ? fs::path{*folder} : fs::path{};
}

std::vector<FoundCopy> with_content(std::vector<ShopCopy> copies) {
    std::vector<FoundCopy> found;
    for (auto& copy : copies) {
        auto content = app::core::read_backup(copy.file);
        auto& one = found.emplace_back(FoundCopy{std::move(copy), {}});
        if (content) one.content = std::move(*content);
    }
    doubt_rescued(found);
    return found;
}

/// Copies wherever they may be. What is left of the shop knows where its backups went.
std::vector<FoundCopy> look_around(const std::string& shop) {
    std::array<fs::path, 3> folders{home_folder(), backups_of_shop(shop), {}};
    auto copies = find_copies(shop, folders);
    for (const auto& copy : copies) {
        if (!copy.rescued) continue;
        folders[2] = backups_of_shop(copy.file.string());
        copies = find_copies(shop, folders);
        break;
    }
    return with_content(std::move(copies));
}

/// For whoever looks after the machine: the screen says it in the language of the till.
void note(const Failure& why) {
    std::cerr << why.words << '\n';
}

/// The screen. Whatever takes time is done beside it.
class Replacing final : public window::Program {
public:
    Replacing(const Options& options, EarlyWindow& early, bool new_place)
        : options_{options}, early_{early}, shop_{file_of(options)} {
        model_.from_office = new_place;
        carry_out(replace::begin(model_));
    }
    ~Replacing() override { stop_ = true; }
    ReplaceEnd end() const {
        if (end_) return *end_;
        return ReplaceEnd::closed;
    }

    void draw(ui::Frame& frame) override {
        if (auto action = replace::draw(frame, model_)) kept_ = std::move(*action);
    }
    bool act() override {
        if (!kept_) return false;
        const auto action = std::move(*kept_);
        kept_.reset();
        const auto before = model_.step;
        carry_out(replace::update(model_, action));
        if (model_.step != before) early_.ui->forget();
        return true;
    }
    void scanned(std::string) override {}
    void dropped(std::string path) override {
        carry_out(replace::dropped(model_, std::move(path)));
    }
    bool take_in() override {
        const auto before = model_.step;
        bool changed = work_.take_in();
        if (model_.step != before) early_.ui->forget();
        if (!work_.busy()) return changed;
        const int percent = percent_;
        changed |= percent != model_.percent;
        model_.percent = percent;
        return changed;
    }
    std::optional<ui::Moment> wake_at(ui::Moment now) override {
        constexpr std::chrono::milliseconds kProgress{200};
        if (!work_.busy()) return std::nullopt;
        return now + kProgress;
    }
    bool done() const override { return end_.has_value(); }
    void shown(const window::FrameTimes&) override { after_frame(options_, early_); }

private:
    void carry_out(replace::Outcome outcome) {
        switch (outcome) {
            case replace::Outcome::open:
                return;
            case replace::Outcome::look:
                return look();
            case replace::Outcome::prove:
                return prove();
            case replace::Outcome::put_back:
                return put_back();
            case replace::Outcome::take_over:
                return take_over();
            case replace::Outcome::stop:
                stop_ = true;
                return;
            case replace::Outcome::leave:
                end_ = ReplaceEnd::back;
                return;
            case replace::Outcome::sell:
                end_ = ReplaceEnd::sell;
                return;
        }
    }

    /// In the language of the window, with the clocks of that place.
    ReplaceWording wording(const std::string& zone) {
        if (!locale_) {
            auto opened = pos::locale::Locale::open(locale_for(early_.ui->texts().language(), ""));
            if (!opened) opened = pos::locale::Locale::open("en-GB");
            locale_.emplace(std::move(opened.value()));
        }
        auto there = pos::locale::Zone::open(zone);
        if (!there) there = pos::locale::Zone::open(app::core::system_zone());
        if (!there) there = pos::locale::Zone::open("UTC");
        return {early_.ui->texts(), *locale_, std::move(there.value()), clock_.now()};
    }

    void start(SideWork::Work work) {
        percent_ = 0;
        stop_ = false;
        work_.start(std::move(work));
    }
    app::core::OnPercent telling() {
        return [this](int percent) { percent_ = percent; };
    }

    void look() {
        start([this]() -> SideWork::Then {
            auto found = look_around(shop_);
            return [this, found = std::move(found)]() mutable { found_all(std::move(found)); };
        });
    }
    void found_all(std::vector<FoundCopy> found) {
        found_ = std::move(found);
        std::vector<common::Place> places;
        for (const auto& one : found_)
            places.push_back(place_of(one, wording(one.content ? one.content->zone : "")));
        replace::copies_found(model_, std::move(places));
    }

    void prove() {
        if (model_.writing) {
            const fs::path named = typed_folder(model_.path);
            std::error_code error;
            if (fs::is_directory(named, error)) {
                return start([this, named]() -> SideWork::Then {
                    auto found = with_content(copies_in(named));
                    return [this, found = std::move(found)]() mutable {
                        model_.writing = false;
                        found_all(std::move(found));
                    };
                });
            }
            proved_.emplace(ProvedCopy{{copy_at(named), {}}, {}});
        } else {
            proved_.emplace(ProvedCopy{found_.at(model_.chosen), {}});
        }
        start([this, file = proved_->found.copy.file,
               key = options_.key_file.empty() ? pos::journal::key_path(shop_).string()
                                               : options_.key_file]() -> SideWork::Then {
            app::core::SystemClock clock;
            app::core::SystemRandom random;
            app::core::AtOffice office;
            const auto ask = [&](pos::store::db::Connection& shop,
                                 const app::core::BackupContent& content) {
                if (!content.office.empty())
                    office = app::core::ask_office(shop, content, key, clock);
            };
            auto content = app::core::prove_backup(
                file, clock.now(), random, [this] { return stop_.load(); }, telling(), ask);
            return [this, content = std::move(content), office = std::move(office)]() mutable {
                was_proved(std::move(content), std::move(office));
            };
        });
    }
    void was_proved(Outcome<app::core::BackupContent> content, app::core::AtOffice office) {
        if (stop_) return replace::refused(model_, {});
        if (!content) {
            note(content.error());
            return replace::refused(model_, refused_words(proved_->found.copy.file, content.error(),
                                                          early_.ui->texts()));
        }
        proved_->found.content = std::move(*content);
        proved_->office = std::move(office);
        auto words = till::words_of(*proved_, wording(proved_->found.content->zone));
        replace::proved(model_, std::move(words.facts), std::move(words.missing));
    }

    /// As a shop with a series of its own, since nobody knows what was sold behind the copy; what
    /// stands there is kept.
    void put_back() {
        start([this, file = proved_->found.copy.file.string()]() -> SideWork::Then {
            app::core::SystemClock clock;
            app::core::SystemRandom random;
            auto done = pos::store::restore(
                file, {pos::store::db::Engine::sqlite, shop_},
                {.store = {.program = kProgram, .key_file = options_.key_file}, .set_aside = true},
                clock.now(), random, [this](const pos::store::db::CopyProgress& copied) {
                    constexpr std::int64_t kWhole = 100;
                    if (copied.pages_total > 0)
                        percent_ =
                            static_cast<int>(copied.pages_done * kWhole / copied.pages_total);
                    return !stop_;
                });
            return [this, done = std::move(done)]() mutable { was_put_back(std::move(done)); };
        });
    }
    void was_put_back(std::expected<pos::store::Restored, pos::store::RestoreError> done) {
        if (!done) {
            const bool of_copy = done.error().place == pos::store::RestoreError::Place::backup;
            const fs::path& file = proved_->found.copy.file;
            const auto& texts = early_.ui->texts();
            const auto why =
                app::core::failure(done.error().error, of_copy ? file.string() : options_.db);
            note(why);
            const std::string reason = shell::words_for(why, texts);
            return replace::refused(
                model_, of_copy ? refused_words(file, why, texts)
                                : texts.with(ui::TextKey::replace_not_done, {{"why", reason}}));
        }
        auto words = till::words_of(*proved_, *done, wording(proved_->found.content->zone));
        replace::replaced(model_, std::move(words.facts), std::move(words.missing));
    }

    void take_over() {
        app::core::Replacement what{
            .office = {.url = model_.text(replace::Field::address), .pin = {}},
            .code = model_.text(replace::Field::code),
            .cashier = early_.ui->texts()[ui::TextKey::role_manager],
            .locale = {}};
        start([this, what = std::move(what)]() -> SideWork::Then {
            app::core::SystemClock clock;
            app::core::SystemRandom random;
            auto done = app::core::replace_till(
                options_.db, {.program = kProgram, .key_file = options_.key_file}, what, clock,
                random);
            return [this, done = std::move(done)] {
                if (!done) {
                    note(done.error());
                    return replace::refused(model_,
                                            shell::words_for(done.error(), early_.ui->texts()));
                }
                if (done->not_taken_in) note(*done->not_taken_in);
                auto words = till::words_of(*done, wording(done->known.zone));
                replace::replaced(model_, std::move(words.facts), std::move(words.missing));
            };
        });
    }

    const Options& options_;
    EarlyWindow& early_;
    const std::string shop_;
    app::core::SystemClock clock_;
    std::optional<pos::locale::Locale> locale_;
    std::vector<FoundCopy> found_;
    std::optional<ProvedCopy> proved_;  // or about to be
    replace::Model model_;
    std::optional<replace::Action> kept_;
    std::optional<ReplaceEnd> end_;
    std::atomic<int> percent_{0};
    std::atomic<bool> stop_{false};
    SideWork work_{window::Window::wake};  // ends before what it reports to
};

}  // namespace

bool can_be_replaced(const Options& options) {
    return !file_of(options).empty();
}

ReplaceEnd replace_lost_till(const Options& options, EarlyWindow& early, bool new_place) {
    early.ui->forget();
    Replacing replacing{options, early, new_place};
    window::Loop loop{*early.window, *early.ui, ui::Wedge{}, replacing};
    loop.run();
    early.ui->forget();
    return replacing.end();
}

}  // namespace till
