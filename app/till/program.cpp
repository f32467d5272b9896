#include "app/till/program.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "app/till/screens/shop/shop_view.hpp"
#include "app/till/shell/present_customer.hpp"
#include "app/till/shell/shell_view.hpp"

namespace till {

Program::Program(ProgramParts parts, ui::Ui& ui, window::Window& window,
                 pos::store::StoreThread& store)
    : parts_{std::move(parts)},
      ui_{ui},
      window_{window},
      model_{
          pos::sale::Register{app::core::register_setup(parts_.shop.settings, parts_.shop.journal),
                              parts_.shop.opening, parts_.people.rights}},
      link_{store, parts_.shop, poster()},
      customers_{store, parts_.shop.journal.currency, poster()},
      logo_{parts_.logo},
      office_desk_{
          store,
          {parts_.shop.journal, parts_.shop.zone, parts_.pictures.parent_path(), parts_.pictures},
          logo_,
          [this] { return doing(); },
          poster()},
      paper_{parts_.shop.journal, window.textures(), poster()},
      pictures_{parts_.pictures, window.textures(), [] { window::Window::wake(); }},
      counter_{std::move(parts_.plan), parts_.particulars, logo_, parts_.shop.zone, poster()} {
    model_.looks = parts_.looks;
    model_.print_receipts = parts_.print_receipts;
    model_.sounds = parts_.sounds;
    model_.shop_name =
        parts_.shop.settings.name.empty() ? parts_.shop.journal.branch : parts_.shop.settings.name;
    model_.said = parts_.first_words;
    model_.office.joined = parts_.joined;
    model_.backup.wanted = !parts_.backups.empty();  // before the first of them is told of
    model_.demo = parts_.demo;
    model_.clock.latest = parts_.last_entry_at;
    model_.practice_desk.offer = parts_.offers_practice;
    model_.people.signers = parts_.people.signers;
    model_.people.lock_minutes = parts_.people.lock_minutes;
    model_.devices.setup = parts_.devices;
    model_.card.there = counter_.card().there();
    model_.scale.there = counter_.scale() != nullptr;
    if (!parts_.options.screenshot.empty()) window_.shoot_next(parts_.options.screenshot);
}

app::core::Outcome<void> Program::start(pos::store::StoreThread& store,
                                        const pos::store::db::DbTarget& target) {
    if (auto started = counter_.start(store, target, std::move(parts_.paperwork)); !started)
        return started;
    if (auto shown = show_customer_window(); !shown) return shown;
    carry_out(shell::start(model_, context()));
    tell_customer();
    model_.backups_possible = target.engine == pos::store::db::Engine::sqlite;
    const std::string own = parts_.shop.journal.branch + "-" + parts_.shop.journal.terminal;
    if (model_.backups_possible) office_desk_.start_backups({target.where, parts_.backups, own});
    office_desk_.start_exports(
        {parts_.options.db, model_.backups_possible ? target.where : std::string{}, own});
    office_ = std::make_unique<OfficeLink>(parts_.options.db, parts_.options.key_file, poster());
    feed_ = std::make_unique<FeedLink>(parts_.options.db, parts_.options.key_file, poster());
    outside_ = std::make_unique<OutsideLink>(parts_.options.db, parts_.options.key_file, poster());
    return {};
}

void Program::stop() {
    office_desk_.stop_exports();
    office_desk_.stop_backups();
    outside_.reset();
    feed_.reset();
    office_.reset();
    counter_.stop();
}

void Program::draw(ui::Frame& frame) {
    pictures_.set_side(static_cast<int>(std::round(frame.size().initials)));
    paper_.set_width(shop::paper_width_px(frame));
    const sell::Pictures find = [this](std::string_view name) {
        return name == shop::kPaper ? paper_.texture() : pictures_.find(name);
    };
    if (auto action = shell::draw(frame, model_, find)) kept_ = std::move(*action);
}

bool Program::act() {
    if (!kept_) return false;
    const auto action = std::move(*kept_);
    kept_.reset();
    update(action);
    return true;
}

bool Program::take_in() {
    if (customer_) customer_->refresh();
    const bool drawer_moved = watch_drawer();
    bool pictures = pictures_.take_in();
    pictures |= paper_.take_in();
    if (logo_.version() != logo_seen_ && counter_.spool().is_free()) {
        logo_seen_ = logo_.version();
        counter_.reopen_printer();
    }
    const auto actions = inbox_.take();
    for (const auto& action : actions) {
        const auto last_z = z_number();
        update(action);
        if (z_number() != last_z) office_desk_.closed();
        if (std::holds_alternative<shell::StoreAnswered>(action) && office_) office_->tell_new();
    }
    const auto minute = clock_.now().unix_ms / 60'000;
    if (minute == minute_) return pictures || drawer_moved || !actions.empty();
    minute_ = minute;
    pictures_.look_again();
    if (customer_) customer_->look_again();
    update(shell::ClockTicked{});
    return true;
}

std::optional<ui::Moment> Program::wake_at(ui::Moment now) {
    const auto into_minute_ms = clock_.now().unix_ms % 60'000;
    ui::Moment at = now + std::chrono::milliseconds{60'000 - into_minute_ms + 1};
    if (const auto left = counter_.drawer().left_open_at(); left && !model_.drawer.left_open)
        at = std::min(at, now + until(*left));
    if (const auto moves = customer_ ? customer_->wants_pass_at() : std::nullopt)
        at = std::min(at, *moves);
    return at;
}

Ended Program::ended() const {
    if (!goes_on_) return {};
    return {model_.cash_register.state().user.name, puts_back_, starts_over_,
            model_.looks.language};
}

void Program::shown(const window::FrameTimes& took) {
    frame_log_.add(took);
    if (customer_) customer_->refresh();  // after the cashier's: hers must not wait for it
    if (!parts_.options.probe.empty()) {
        const auto part = parts_.options.probe.string() + ".part";
        std::ofstream{part} << ui_.probe().to_json();
        std::error_code ignored;
        std::filesystem::rename(part, parts_.options.probe, ignored);
    }
    if (!parts_.options.screenshot.empty()) window_.shoot_next(parts_.options.screenshot);
}

pos::journal::Actor Program::actor() const {
    const auto& user = model_.cash_register.state().user;
    return {user.id, user.name};
}

app::core::Doing Program::doing() {
    const auto now = stamp();
    const auto& shift = model_.cash_register.state().shift;
    const auto day = shift ? shift->opened.business_date : now.local.date;
    return {{now.local, day, parts_.shop.journal.zone}, actor(), now.at};
}

ui::Moment Program::until(std::chrono::steady_clock::time_point at) {
    return std::chrono::ceil<ui::Moment>(at - std::chrono::steady_clock::now());
}

pos::sale::Stamp Program::stamp() {
    const auto at = clock_.now();
    return {at, parts_.shop.zone.local(at)};
}

void Program::update(const shell::Action& action) {
    const auto before = model_.screen;
    carry_out(shell::update(model_, action, context()));
    if (model_.screen != before) ui_.forget();
    tell_customer();
}

app::core::Outcome<void> Program::show_customer_window() {
    if (!counter_.has_customer_window()) {
        customer_.reset();
        return {};
    }
    if (customer_) return {};
    auto look = customer_look(parts_.assets, model_.looks);
    if (!look) {
        return app::core::refuse(app::core::Why::unknown_language, model_.looks.language,
                                 "The theme or the language is not known.");
    }
    std::filesystem::path screenshot;
    if (const auto& own = parts_.options.screenshot; !own.empty()) {
        screenshot = own;
        screenshot.replace_filename(own.stem().string() + "-customer.png");
    }
    auto opened =
        CustomerWindow::open(window_, std::move(*look), parts_.pictures, std::move(screenshot));
    if (!opened) {
        return std::unexpected{app::core::Failure{app::core::FailureKind::environment,
                                                  opened.error(),
                                                  app::core::Why::no_customer_window}};
    }
    customer_ = std::move(*opened);
    tell_customer();
    return {};
}

void Program::tell_customer() {
    if (auto* pole = counter_.pole()) pole->show(shell::customer_panel(model_, context()));
    if (customer_) customer_->show(shell::customer_model(model_, context()));
}

bool Program::watch_drawer() {
    const auto now = std::chrono::steady_clock::now();
    counter_.hear_drawer(now);
    const auto& drawer = counter_.drawer();
    const shell::DrawerChanged is{drawer.is_open().value_or(false), drawer.is_left_open(now)};
    const bool changed = is != model_.drawer;
    if (changed) update(is);
    if (const auto high = drawer.open_is_high();
        high && high != parts_.particulars.drawer_opens_high) {
        parts_.particulars.drawer_opens_high = high;
        carry_out(shell::SaveSetting{"drawer_opens_high", *high ? "1" : "0"});
    }
    return changed;
}

}  // namespace till
