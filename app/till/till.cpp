#include "app/till/run_once.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>

#include "app/core/demo.hpp"
#include "app/core/logo.hpp"
#include "app/core/office_journal.hpp"
#include "app/core/paperwork.hpp"
#include "app/core/pictures.hpp"
#include "app/core/print_jobs.hpp"
#include "app/core/system.hpp"
#include "app/till/back_office.hpp"
#include "app/till/counter.hpp"
#include "app/till/cue_of.hpp"
#include "app/till/customer_window.hpp"
#include "app/till/customers_link.hpp"
#include "app/till/early_window.hpp"
#include "app/till/feed_link.hpp"
#include "app/till/frame_log.hpp"
#include "app/till/going_on.hpp"
#include "app/till/inbox.hpp"
#include "app/till/office_link.hpp"
#include "app/till/outside_link.hpp"
#include "app/till/paper_preview.hpp"
#include "app/till/pictures/pictures.hpp"
#include "app/till/read_setup.hpp"
#include "app/till/screens/shop/shop_view.hpp"
#include "app/till/shell/present_customer.hpp"
#include "app/till/shell/shell.hpp"
#include "app/till/shell/shell_view.hpp"
#include "app/till/sounds/sounds.hpp"
#include "app/till/starting_over.hpp"
#include "app/till/store_link.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/languages.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/window/loop.hpp"

namespace till {

namespace {

using app::core::Failure;
using app::core::FailureKind;
using app::core::Outcome;
using app::core::Why;

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
        bool sounds{true};
        std::optional<shell::Said> first_words;
        std::filesystem::path pictures;  // the folder of the goods' pictures; may be empty
        app::core::ShopPictures logo;    // of receipts
        shell::DeviceSetup devices;
        DeviceParticulars particulars;
        CounterPlan plan;
        std::filesystem::path backups;  // the folder that is to get them; empty for none
        PeopleFound people;
        bool joined{false};  // head office
        bool offers_practice{false};
        bool demo{false};
        pos::Instant last_entry_at{};  // of the books
    };

    Program(Parts parts, ui::Ui& ui, window::Window& window, pos::store::StoreThread& store)
        : parts_{std::move(parts)},
          ui_{ui},
          window_{window},
          model_{pos::sale::Register{
              app::core::register_setup(parts_.shop.settings, parts_.shop.journal),
              parts_.shop.opening, parts_.people.rights}},
          link_{store, parts_.shop, poster()},
          customers_{store, parts_.shop.journal.currency, poster()},
          logo_{parts_.logo},
          office_desk_{store,
                       {parts_.shop.journal, parts_.shop.zone, parts_.pictures.parent_path(),
                        parts_.pictures},
                       logo_,
                       [this] { return doing(); },
                       poster()},
          paper_{parts_.shop.journal, window.textures(), poster()},
          pictures_{parts_.pictures, window.textures(), [] { window::Window::wake(); }},
          counter_{std::move(parts_.plan), parts_.particulars, logo_, parts_.shop.zone, poster()} {
        model_.looks = parts_.looks;
        model_.print_receipts = parts_.print_receipts;
        model_.sounds = parts_.sounds;
        model_.shop_name = parts_.shop.settings.name.empty() ? parts_.shop.journal.branch
                                                             : parts_.shop.settings.name;
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

    /// Starts the threads of devices, then the shell.
    Outcome<void> start(pos::store::StoreThread& store, const pos::store::db::DbTarget& target) {
        if (auto started = counter_.start(store, target, std::move(parts_.paperwork)); !started)
            return started;
        if (auto shown = show_customer_window(); !shown) return shown;
        carry_out(shell::start(model_, context()));
        tell_customer();
        model_.backups_possible = target.engine == pos::store::db::Engine::sqlite;
        const std::string own = parts_.shop.journal.branch + "-" + parts_.shop.journal.terminal;
        if (model_.backups_possible)
            office_desk_.start_backups({target.where, parts_.backups, own});
        office_desk_.start_exports(
            {parts_.options.db, model_.backups_possible ? target.where : std::string{}, own});
        office_ =
            std::make_unique<OfficeLink>(parts_.options.db, parts_.options.key_file, poster());
        feed_ = std::make_unique<FeedLink>(parts_.options.db, parts_.options.key_file, poster());
        outside_ =
            std::make_unique<OutsideLink>(parts_.options.db, parts_.options.key_file, poster());
        return {};
    }
    void stop() {
        office_desk_.stop_exports();
        office_desk_.stop_backups();
        outside_.reset();
        feed_.reset();
        office_.reset();
        counter_.stop();
    }

    void draw(ui::Frame& frame) override {
        pictures_.set_side(static_cast<int>(std::round(frame.size().initials)));
        paper_.set_width(shop::paper_width_px(frame));
        const sell::Pictures find = [this](std::string_view name) {
            return name == shop::kPaper ? paper_.texture() : pictures_.find(name);
        };
        if (auto action = shell::draw(frame, model_, find)) kept_ = std::move(*action);
    }

    bool act() override {
        if (!kept_) return false;
        const auto action = std::move(*kept_);
        kept_.reset();
        update(action);
        return true;
    }

    void dropped(std::string path) override { update(shell::FileDropped{std::move(path)}); }
    void scanned(std::string text) override { update(shell::Scanned{std::move(text), true}); }

    bool take_in() override {
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
            if (std::holds_alternative<shell::StoreAnswered>(action) && office_)
                office_->tell_new();
        }
        const auto minute = clock_.now().unix_ms / 60'000;
        if (minute == minute_) return pictures || drawer_moved || !actions.empty();
        minute_ = minute;
        pictures_.look_again();
        if (customer_) customer_->look_again();
        update(shell::ClockTicked{});
        return true;
    }

    std::optional<ui::Moment> wake_at(ui::Moment now) override {
        const auto into_minute_ms = clock_.now().unix_ms % 60'000;
        ui::Moment at = now + std::chrono::milliseconds{60'000 - into_minute_ms + 1};
        if (const auto left = counter_.drawer().left_open_at(); left && !model_.drawer.left_open)
            at = std::min(at, now + until(*left));
        if (const auto moves = customer_ ? customer_->wants_pass_at() : std::nullopt)
            at = std::min(at, *moves);
        return at;
    }

    bool done() const override { return goes_on_; }
    Ended ended() const {
        if (!goes_on_) return {};
        return {model_.cash_register.state().user.name, puts_back_, starts_over_,
                model_.looks.language};
    }

    void shown(const window::FrameTimes& took) override {
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

private:
    pos::journal::Actor actor() const {
        const auto& user = model_.cash_register.state().user;
        return {user.id, user.name};
    }
    app::core::Doing doing() {
        const auto now = stamp();
        const auto& shift = model_.cash_register.state().shift;
        const auto day = shift ? shift->opened.business_date : now.local.date;
        return {{now.local, day, parts_.shop.journal.zone}, actor(), now.at};
    }
    /// Hands on what other threads report.
    std::function<void(shell::Action)> poster() {
        return [this](shell::Action action) { inbox_.post(std::move(action)); };
    }
    static ui::Moment until(std::chrono::steady_clock::time_point at) {
        return std::chrono::ceil<ui::Moment>(at - std::chrono::steady_clock::now());
    }

    pos::sale::Stamp stamp() {
        const auto at = clock_.now();
        return {at, parts_.shop.zone.local(at)};
    }
    /// Of the last close that this run has seen; 0 before.
    std::uint32_t z_number() const { return model_.last_close ? model_.last_close->z_number : 0; }
    shell::Context context() { return {stamp(), random_, parts_.texts, parts_.locale}; }

    void update(const shell::Action& action) {
        const auto before = model_.screen;
        carry_out(shell::update(model_, action, context()));
        if (model_.screen != before) ui_.forget();
        tell_customer();
    }

    /// Opens the customer's window where one is wanted, and closes it where not.
    Outcome<void> show_customer_window() {
        if (!counter_.has_customer_window()) {
            customer_.reset();
            return {};
        }
        if (customer_) return {};
        auto look = customer_look(parts_.assets, model_.looks);
        if (!look) {
            return app::core::refuse(Why::unknown_language, model_.looks.language,
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
            return std::unexpected{
                Failure{FailureKind::environment, opened.error(), Why::no_customer_window}};
        }
        customer_ = std::move(*opened);
        tell_customer();
        return {};
    }

    void tell_customer() {
        if (auto* pole = counter_.pole()) pole->show(shell::customer_panel(model_, context()));
        if (customer_) customer_->show(shell::customer_model(model_, context()));
    }

    /// What the drawer's wire and the time that it is open come to. Whether anything changed.
    bool watch_drawer() {
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
        const auto now = clock_.now();
        auto batch = app::core::batch_of(effect, model_.cash_register);
        batch.print_jobs = app::core::print_jobs_of(batch, model_.print_receipts,
                                                    model_.cash_register, now, random_);
        // Nothing has to be written then between the sale and its receipt.
        if (batch.print_jobs.size() == 1 && counter_.spool().is_free())
            batch.print_jobs.front().state = pos::store::PrintState::begun;
        link_.store(effect, std::move(batch), now, counter_.spool().bell());
    }
    void carry_out(const pos::sale::AskFiscal&) {}  // no fiscal module is configured
    void carry_out(const pos::sale::AskCard& ask) { counter_.card().ask(ask); }
    void carry_out(const pos::sale::KeepCard& keep) { counter_.card().keep(keep); }
    void carry_out(const pos::sale::OpenDrawer&) {
        counter_.drawer().open(std::chrono::steady_clock::now());
    }
    void carry_out(const pos::sale::Beep&) {}
    void carry_out(const pos::sale::PrintReceipt&) {}  // its job was stored with the sale
    void carry_out(const pos::sale::PrintXReport& effect) {
        const auto& shift = model_.cash_register.state().shift;
        const auto report = app::core::report_of(effect, shift ? &*shift : nullptr);
        const auto now = clock_.now();
        link_.queue(app::core::x_report_job(report, now, random_), now, counter_.spool().bell());
    }
    void carry_out(const pos::sale::PrintZReport&) {}  // with the close

    // ---- the shell's ----
    void carry_out(const shell::FindCode& ask) { link_.find_code(ask, stamp().local); }
    void carry_out(const shell::FindItem& ask) { link_.find_item(ask, stamp().local); }
    void carry_out(const shell::ReadTicket& ask) { link_.read_ticket(ask, stamp().local); }
    void carry_out(const shell::ReadShop& ask) { link_.read_shop(ask); }
    void carry_out(const shell::TakeShop& take) {
        auto shop = link_.take_shop(take);
        if (!shop) return;
        parts_.shop.settings = std::move(shop->settings);
        counter_.spool().use(std::move(shop->paperwork));
        if (auto locale = pos::locale::Locale::open(
                locale_for(model_.looks.language, parts_.shop.settings.locale)))
            parts_.locale = std::move(*locale);
    }
    void carry_out(const shell::Search& ask) { link_.search(ask); }
    void carry_out(const shell::ReadTabs&) { link_.read_tabs(); }
    void carry_out(const shell::ReadTiles& ask) { link_.read_tiles(ask); }
    void carry_out(const shell::ReadLooks& ask) { link_.read_looks(ask); }
    void carry_out(const shell::ReadTakings& ask) { link_.read_takings(ask); }
    void carry_out(const shell::FindCustomers& ask) { customers_.find_customers(ask); }
    void carry_out(const shell::ReadCustomer& ask) { customers_.read_customer(ask); }
    void carry_out(const shell::FindAccounts& ask) { customers_.find_accounts(ask); }
    void carry_out(const shell::AskForAccounts&) { customers_.ask_for_accounts(clock_.now()); }
    void carry_out(const shell::SaveCustomer& save) {
        const auto now = stamp();
        const pos::journal::When when{now.local, now.local.date, parts_.shop.journal.zone};
        customers_.save_customer(save, {when, actor(), now.at});
    }
    void carry_out(const shell::PrepareCard&) { counter_.card().prepare(); }
    void carry_out(const shell::CancelCard&) { counter_.card().cancel(); }
    void carry_out(const shell::EnquireCard& ask) { counter_.card().enquire(ask.attempt); }
    void carry_out(const shell::CloseCardDay&) { counter_.card().close_day(); }
    void carry_out(const shell::PrintCardSlips& print) {
        const auto now = clock_.now();
        for (const auto& slip : print.slips) {
            link_.queue(app::core::card_slip_job(slip, stamp().local, now, random_), now,
                        counter_.spool().bell());
        }
    }
    void carry_out(const shell::PrintBillSlip& print) {
        const auto now = clock_.now();
        link_.queue(app::core::bill_slip_job(print.bill, now, random_), now,
                    counter_.spool().bell());
    }
    void carry_out(const shell::PriceScale& price) {
        if (auto* scale = counter_.scale()) scale->set_price(price.price_minor);
    }
    void carry_out(const shell::TareScale& tare) {
        auto* scale = counter_.scale();
        if (scale == nullptr) return;
        tare.clear ? scale->clear_tare() : scale->tare();
    }
    void carry_out(const shell::ZeroScale&) {
        if (auto* scale = counter_.scale()) scale->zero();
    }
    void carry_out(const shell::WatchDevices& watch) { counter_.watch(watch.printer_in_use); }
    void carry_out(const shell::LeaveDevices&) { counter_.stop_watching(); }
    void carry_out(const shell::UseDevice& use) {
        auto plan =
            plan_counter(model_.devices.setup, parts_.particulars, parts_.shop.journal.currency);
        if (!plan) return inbox_.post(shell::DeviceNotTaken{plan.error()});
        if (use.role == shell::Role::display && plan->displays.window && !customer_ &&
            !window::SideWindow::has_second_screen()) {
            return inbox_.post(shell::CustomerWindowRefused{});
        }
        counter_.use(use.role, std::move(*plan));
        if (use.role != shell::Role::display) return;
        if (const auto shown = show_customer_window(); !shown)
            inbox_.post(shell::CustomerWindowRefused{shown.error()});
    }
    void carry_out(const shell::PrintTestPage& page) {
        const auto now = clock_.now();
        const pos::document::TestPage test{page.device, page.address, stamp().local};
        link_.queue(app::core::test_page_job(test, now, random_), now, counter_.spool().bell());
    }
    void carry_out(const shell::Sound& sound) { sounds_.play(cue_of(sound.signal)); }
    void carry_out(const shell::SaveSetting& setting) {
        const auto now = stamp();
        link_.save_setting(setting, {now.local, now.local.date, parts_.shop.journal.zone}, actor(),
                           now.at);
    }
    void carry_out(const shell::AnswerWaiting& answer) {
        if (answer.print) {
            counter_.spool().keep();
        } else {
            counter_.spool().discard();
        }
    }
    void carry_out(const shell::ReadOutside&) {
        if (outside_) outside_->read();
    }
    void carry_out(const shell::ExportOutside&) {
        if (outside_) outside_->write_file();
    }
    template <OfBackOffice What>
    void carry_out(const What& what) {
        office_desk_.carry_out(what);
    }
    void carry_out(const shell::DrawPaper& wanted) {
        paper_.draw(wanted, parts_.shop.settings, stamp().local);
    }
    void carry_out(const shell::GoOn&) { goes_on_ = parts_.options.may_go_on; }
    void carry_out(const shell::StartAnew&) { goes_on_ = puts_back_ = true; }
    void carry_out(const shell::StartOver&) { goes_on_ = starts_over_ = true; }
    void carry_out(const shell::Restyle&) {
        if (auto theme = parts_.assets.theme(model_.looks.theme_name()))
            ui_.set_theme(std::move(*theme));
        if (customer_) {
            if (auto look = customer_look(parts_.assets, model_.looks))
                customer_->set_look(std::move(*look));
        }
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
        ui_.set_large_text(model_.looks.large_text);
        ui_.set_hand(model_.looks.hand);
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
    CustomersLink customers_;
    ChangingPictures logo_;
    unsigned logo_seen_{0};
    BackOffice office_desk_;
    PaperPreview paper_;
    pictures::Pictures pictures_;
    Counter counter_;
    std::unique_ptr<CustomerWindow> customer_;
    std::unique_ptr<OfficeLink> office_;
    std::unique_ptr<FeedLink> feed_;
    std::unique_ptr<OutsideLink> outside_;
    bool goes_on_{false};
    bool puts_back_{false};
    bool starts_over_{false};
    FrameLog frame_log_{parts_.options.frame_log};
    sounds::Sounds sounds_;
    std::optional<shell::Action> kept_;
    std::int64_t minute_{-1};
};

Outcome<Program::Parts> read_parts(const Options& options, pos::store::Store& store) {
    if (auto till = app::core::require_till(store.journal()); !till)
        return std::unexpected{till.error()};
    auto shop = app::core::read_shop(store.reader(), store.journal(), options.cashier);
    if (!shop) return std::unexpected{shop.error()};
    auto paperwork = app::core::Paperwork::open(shop->settings, shop->journal);
    if (!paperwork) return std::unexpected{paperwork.error()};
    auto logo = app::core::ShopPictures::read(store.reader());
    if (!logo) return std::unexpected{logo.error()};
    const TillSettings setting = [&](const char* name, const std::string& otherwise) {
        return app::core::read_till_setting(store.reader(), name, otherwise).value_or(otherwise);
    };
    const shell::Looks looks = read_looks(
        options, setting, std::string{ui::kLanguages[ui::language_of(shop->settings.locale)].code});
    const ui::Assets assets;
    auto texts = assets.texts(looks.language);
    if (!texts) return app::core::refuse(texts.error());
    auto locale = pos::locale::Locale::open(locale_for(looks.language, shop->settings.locale));
    if (!locale) {
        return app::core::refuse(Why::unknown_language, looks.language,
                                 "The language " + looks.language + " is not known.");
    }
    const bool practice = offers_practice(*shop, setting);
    const auto devices = read_devices(options, setting);
    const auto particulars = read_particulars(options, setting);
    auto plan = plan_counter(devices, particulars, shop->journal.currency);
    if (!plan) return std::unexpected{plan.error()};
    auto people = find_people(store.reader());
    if (!people) return std::unexpected{people.error()};
    auto words = first_words(*shop, *texts);
    if (auto kept = app::core::set_carts_aside(store, *shop); !kept)
        return std::unexpected{app::core::failure(kept.error())};
    return Program::Parts{options,
                          std::move(*shop),
                          std::move(*paperwork),
                          assets,
                          std::move(*texts),
                          std::move(*locale),
                          looks,
                          setting("print", "1") == "1",
                          setting("sounds", "1") == "1",
                          std::move(words),
                          pictures_of(options.db),
                          std::move(*logo),
                          devices,
                          particulars,
                          std::move(*plan),
                          backups_of(options.db, setting),
                          std::move(*people),
                          is_joined(store.reader()),
                          practice,
                          setting(app::core::kDemoSetting, "") == "1",
                          store.last_at()};
}

}  // namespace

Outcome<Ended> run_once(Options options, const FirstStarted& first) {
    app::core::SystemClock clock;
    const auto store_options = app::core::with_key_file(
        {.program = "till 0.1", .key_file = options.key_file, .auto_checkpoint = false},
        options.db);
    if (!store_options) return std::unexpected{store_options.error()};
    const GoneOn gone_on = go_on(options.db, *store_options);
    options.may_go_on = !gone_on.failed;
    auto store = app::core::open_shop(options.db, *store_options, clock.now());
    if (!store) return std::unexpected{store.error()};
    const pos::store::db::DbTarget target = (*store)->target();
    auto parts = read_parts(options, **store);
    if (!parts) return std::unexpected{parts.error()};
    if (first.words) parts->first_words = first.words;
    if (auto words = words_of(gone_on, parts->texts)) parts->first_words = std::move(words);
    if (options.before && options.before->stays)
        parts->first_words = words_of(*options.before->stays, parts->texts);
    auto theme = parts->assets.theme(parts->looks.theme_name());
    if (!theme) return app::core::refuse(theme.error());
    auto words = parts->assets.texts(parts->looks.language);
    if (!words) return app::core::refuse(words.error());
    auto window = open_window(options);
    if (!window) return std::unexpected{window.error()};
    auto thread = pos::store::StoreThread::start(std::move(*store), *store_options, {});
    if (!thread) return std::unexpected{app::core::failure(thread.error(), options.db)};
    ui::Ui ui{std::move(*theme),
              std::move(*words),
              ui::KeyMap{},
              {.width_px = static_cast<float>((*window)->width_px()),
               .height_px = static_cast<float>((*window)->height_px()),
               .scale = static_cast<float>(parts->looks.scale_percent) / 100,
               .mirrored = parts->looks.mirrored,
               .large_text = parts->looks.large_text,
               .hand = parts->looks.hand,
               .probe = !options.probe.empty()},
              (*window)->textures()};
    Program program{std::move(*parts), ui, **window, **thread};
    if (auto started = program.start(**thread, target); !started) {
        return std::unexpected{started.error()};
    }
    window::Loop loop{**window, ui, ui::Wedge{}, program};
    loop.run();
    // The threads end before what they report to, and the store's after the one that asks it.
    auto ended = program.ended();
    program.stop();
    thread->reset();
    return ended;
}

}  // namespace till
