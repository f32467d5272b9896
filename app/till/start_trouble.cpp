#include "app/till/start_trouble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>
#include <utility>

#include "app/core/office/backup_content.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/system.hpp"
#include "app/till/early_window.hpp"
#include "app/till/replacing.hpp"
#include "app/till/screens/not_started/not_started_view.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shop_copies.hpp"
#include "app/till/window/loop.hpp"

namespace till {

namespace {

using app::core::Failure;
using app::core::Outcome;
using pos::store::OpenError;
using pos::store::OpenErrorKind;
using ui::TextKey;

/// What is said of a kind of trouble, and whether a backup of the shop would help.
struct Words {
    TextKey what;
    TextKey to_do;
    bool backup{false};
};
Words words_of(OpenErrorKind kind) {
    switch (kind) {
        case OpenErrorKind::missing:
        case OpenErrorKind::log_left:
        case OpenErrorKind::empty:
            return {TextKey::not_started_gone, TextKey::not_started_gone_do, true};
        case OpenErrorKind::a_backup:
        case OpenErrorKind::older_copy:
            return {TextKey::not_started_older, TextKey::not_started_older_do, true};
        case OpenErrorKind::not_sqlite:
        case OpenErrorKind::damaged:
        case OpenErrorKind::no_journal:
            return {TextKey::not_started_damaged, TextKey::not_started_damaged_do, true};
        case OpenErrorKind::key_missing:
        case OpenErrorKind::key_unusable:
        case OpenErrorKind::key_of_another:
            return {TextKey::not_started_key, TextKey::not_started_key_do, true};
        case OpenErrorKind::in_use:
            return {TextKey::not_started_in_use, TextKey::not_started_in_use_do};
        case OpenErrorKind::newer_schema:
            return {TextKey::not_started_newer, TextKey::not_started_newer_do};
        case OpenErrorKind::read_only:
            return {TextKey::not_started_read_only, TextKey::not_started_read_only_do};
        case OpenErrorKind::disk_full:
            return {TextKey::not_started_disk_full, TextKey::not_started_disk_full_do};
        case OpenErrorKind::foreign:
            return {TextKey::not_started_foreign, TextKey::not_started_foreign_do};
        case OpenErrorKind::no_answer:
            return {TextKey::not_started_no_server, TextKey::not_started_no_server_do};
        case OpenErrorKind::unreadable:
        case OpenErrorKind::exists:
        case OpenErrorKind::key_exists:
        case OpenErrorKind::failed:
            break;
    }
    return {TextKey::not_started_unreadable, TextKey::not_started_unreadable_do};
}

/// The file, program or address that the words are about.
std::string detail_of(const OpenError& error, const std::string& where) {
    switch (error.kind) {
        case OpenErrorKind::in_use:
            return fmt::format("{} ({})", error.holder.program, error.holder.pid);
        case OpenErrorKind::key_missing:
        case OpenErrorKind::key_unusable:
        case OpenErrorKind::key_of_another:
            return error.cause.text.empty() ? where + ".key" : error.cause.text;
        case OpenErrorKind::unreadable:
        case OpenErrorKind::failed:
            return fmt::format("{} ({})", where, error.cause.text);
        default:
            return where;
    }
}

/// Why the shop cannot be opened at this moment; nothing where it can.
std::optional<OpenError> why_not_open(const Options& options) {
    const auto target = app::core::target_of(options.db);
    const auto store_options =
        app::core::with_key_file({.program = "till 0.1", .key_file = options.key_file}, options.db);
    if (!target || !store_options) return std::nullopt;
    app::core::SystemClock clock;
    auto opened = pos::store::Store::open(*target, *store_options, clock.now());
    if (opened) return std::nullopt;
    return std::move(opened.error());
}

class Trouble final : public window::Program {
public:
    Trouble(const Options& options, EarlyWindow& early, const Failure& why)
        : options_{options}, early_{early}, error_{why_not_open(options)} {
        const auto& texts = early_.ui->texts();
        const std::string where = app::core::shown_database(options_.db);
        const Words words = error_ ? words_of(error_->kind)
                                   : Words{TextKey::not_started_other, TextKey::not_started_other};
        const std::string detail = error_ ? detail_of(*error_, where) : std::string{};
        model_.what = texts.with(words.what, {{"detail", detail}});
        model_.to_do =
            error_ ? texts.with(words.to_do, {{"detail", detail}}) : shell::words_for(why, texts);
        model_.can_put_back = words.backup && can_be_replaced(options_);
    }
    AfterTrouble answer() const { return answer_.value_or(AfterTrouble::quit); }
    /// Whether a backup is to be put back, asked once.
    bool wants_backup() { return std::exchange(wants_backup_, false); }

    void draw(ui::Frame& frame) override {
        if (auto action = not_started::draw(frame, model_)) kept_ = *action;
    }
    bool act() override {
        if (!kept_) return false;
        const auto action = *std::exchange(kept_, std::nullopt);
        if (std::holds_alternative<not_started::Retry>(action)) answer_ = AfterTrouble::again;
        if (std::holds_alternative<not_started::Quit>(action)) answer_ = AfterTrouble::quit;
        if (std::holds_alternative<not_started::PutBack>(action)) wants_backup_ = true;
        return true;
    }
    void scanned(std::string) override {}
    bool take_in() override {
        if (!ends_by_itself() || early_.window->now() < look_at_) return false;
        look_at_ = early_.window->now() + kLookAgain;
        if (is_over()) answer_ = AfterTrouble::again;
        return answer_.has_value();
    }
    std::optional<ui::Moment> wake_at(ui::Moment) override {
        return ends_by_itself() ? std::optional{look_at_} : std::nullopt;
    }
    bool done() const override { return answer_.has_value() || wants_backup_; }
    void shown(const window::FrameTimes&) override { after_frame(options_, early_); }

private:
    static constexpr ui::Moment kLookAgain = std::chrono::seconds{3};

    bool ends_by_itself() const {
        return error_ &&
               (error_->kind == OpenErrorKind::in_use || error_->kind == OpenErrorKind::missing ||
                error_->kind == OpenErrorKind::log_left);
    }
    bool is_over() const {
        const auto now = why_not_open(options_);
        return !now || now->kind != error_->kind;
    }

    const Options& options_;
    EarlyWindow& early_;
    const std::optional<OpenError> error_;
    not_started::Model model_;
    std::optional<not_started::Action> kept_;
    std::optional<AfterTrouble> answer_;
    bool wants_backup_{false};
    ui::Moment look_at_{0};
};

}  // namespace

Outcome<AfterTrouble> show_trouble(const Options& options, const Failure& why) {
    auto early = open_early(options, early_language(options));
    if (!early) return std::unexpected{early.error()};
    std::cerr << why.words << '\n';
    Trouble trouble{options, *early, why};
    for (;;) {
        window::Loop loop{*early->window, *early->ui, ui::Wedge{}, trouble};
        loop.run();
        if (!trouble.wants_backup()) return trouble.answer();
        switch (replace_lost_till(options, *early, false)) {
            case ReplaceEnd::back:
                break;
            case ReplaceEnd::sell:
                return AfterTrouble::again;
            case ReplaceEnd::closed:
                return AfterTrouble::quit;
        }
    }
}

bool is_older_than_kept(const Options& options) {
    if (!can_be_replaced(options)) return false;
    const std::string shop = app::core::target_of(options.db)->where;
    const auto copies = rescued_of(shop);
    return std::ranges::any_of(copies, [&](const ShopCopy& copy) {
        return copy.rescued && app::core::is_earlier_state(shop, copy.file);
    });
}

Outcome<AfterTrouble> put_rescued_back(const Options& options) {
    if (!can_be_replaced(options)) return AfterTrouble::again;
    const auto error = why_not_open(options);
    const bool older = error && (error->kind == OpenErrorKind::a_backup ||
                                 error->kind == OpenErrorKind::older_copy);
    if (error && !older) return AfterTrouble::again;
    auto early = open_early(options, early_language(options));
    if (!early) return std::unexpected{early.error()};
    const auto end = replace_lost_till(options, *early, false);
    const bool stays = end == ReplaceEnd::back && !is_older_than_kept(options);
    return stays || end == ReplaceEnd::sell ? AfterTrouble::again : AfterTrouble::quit;
}

}  // namespace till
