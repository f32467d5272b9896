#include "app/till/counter.hpp"

#include <utility>

#include "app/till/printer_words.hpp"
#include "drivers/card/zvt_terminal.hpp"

namespace till {

Counter::Counter(CounterPlan plan, const DeviceParticulars& particulars,
                 const drivers::printer::Pictures& logo, const pos::locale::Zone& zone, Post post)
    : plan_{std::move(plan)},
      drawer_opens_high_{particulars.drawer_opens_high},
      logo_{logo},
      zone_{zone},
      post_{std::move(post)} {
    open_card();
    open_scale();
    open_pole();
    open_drawer();
}

Counter::~Counter() = default;

app::core::Outcome<void> Counter::start(pos::store::StoreThread& store,
                                        const pos::store::db::DbTarget& target,
                                        app::core::Paperwork paperwork) {
    auto spool = app::core::PrintSpool::start(
        store, target, std::move(paperwork), clock_, printer_opener(), {},
        [this, kicks_failed = 0U](const app::core::SpoolReport& report) mutable {
            if (std::exchange(kicks_failed, report.kicks_failed) != report.kicks_failed)
                post_(shell::DrawerFailed{});
            drawer_wire_.tell(report.printer.drawer_high);
            post_(printer_changed(report, zone_));
        });
    if (!spool) return std::unexpected{spool.error()};
    spool_ = std::move(*spool);
    listen();
    return {};
}

void Counter::stop() {
    watched_.reset();
    scanners_.reset();
    spool_.reset();
}

void Counter::use(shell::Role role, CounterPlan plan) {
    const bool drawer_moves = plan.drawer.printer_pin != plan_.drawer.printer_pin;
    plan_ = std::move(plan);
    switch (role) {
        case shell::Role::printer:
            spool_->use(printer_opener());
            if (drawer_moves) open_drawer();  // a folder has none
            return;
        case shell::Role::scanner:
            return listen();
        case shell::Role::scale:
            return open_scale();
        case shell::Role::display:
            return open_pole();
        case shell::Role::drawer:
            drawer_opens_high_.reset();
            return open_drawer();
        case shell::Role::card:
            return open_card();
    }
}

void Counter::watch(const std::string& printer_in_use) {
    watched_.reset();
    watched_ = std::make_unique<DeviceLink>(
        printer_in_use, [this](shell::DevicesSeen seen) { post_(std::move(seen)); });
}

void Counter::open_card() {
    std::unique_ptr<drivers::card::CardTerminal> terminal;
    if (plan_.card) {
        terminal = std::make_unique<drivers::card::ZvtTerminal>(
            *plan_.card, [this](drivers::card::Report report) {
                post_(shell::CardReported{std::move(report)});
            });
    }
    card_ = CardLink{std::move(terminal)};
}

void Counter::open_scale() {
    if (scale_) {
        scale_.reset();
        post_(shell::ScaleChanged{});
    }
    if (!plan_.scale) return;
    scale_.emplace(*plan_.scale, random_, [this](const drivers::scale::Reading& reading) {
        post_(shell::ScaleChanged{reading});
    });
}

void Counter::open_pole() {
    if (pole_) {
        pole_.reset();
        post_(shell::PoleChanged{.there = true});
    }
    if (!plan_.displays.pole) return;
    pole_.emplace(*plan_.displays.pole, [this](bool there) { post_(shell::PoleChanged{there}); });
}

void Counter::open_drawer() {
    drawer_.emplace(
        plan_.drawer, drawer_opens_high_, [this](unsigned pin) { spool_->kick_drawer(pin); },
        [this] { post_(shell::DrawerFailed{}); });
}

void Counter::listen() {
    if (scanners_) {
        scanners_.reset();
        post_(shell::ScannersChanged{.scanners = {}, .anew = true});
    }
    scanners_ = std::make_unique<drivers::scanner::Scanners>(
        plan_.scanners, [this](std::string code) { post_(shell::Scanned{std::move(code)}); },
        [this](std::vector<drivers::scanner::ScannerStatus> all) {
            post_(shell::ScannersChanged{std::move(all)});
        });
}

app::core::PrintSpool::OpenPrinter Counter::printer_opener() const {
    return [choice = plan_.printer, &logo = logo_](auto on_report, auto stop) {
        return app::core::open_printer(choice, logo, std::move(on_report), std::move(stop));
    };
}

}  // namespace till
