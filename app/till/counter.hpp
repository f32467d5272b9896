#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "app/core/print_spool.hpp"
#include "app/core/system.hpp"
#include "app/till/card_link.hpp"
#include "app/till/counter_plan.hpp"
#include "app/till/device_link.hpp"
#include "app/till/drawer_link.hpp"
#include "app/till/shell/effect.hpp"
#include "drivers/display/pole.hpp"
#include "drivers/scanner/scanners.hpp"
#include "pos/locale/zone.hpp"

namespace till {

/// The devices at this till: opens what the plan says, tells the shell how they are, and takes
/// another device for the same work whenever it is told to.
///
/// owns:    every device and its threads
/// threads: the drawing thread; what devices report is posted from theirs
class Counter {
public:
    using Post = std::function<void(shell::Action)>;

    /// `logo` and `zone` outlive it.
    Counter(CounterPlan plan, const DeviceParticulars& particulars,
            const drivers::printer::Pictures& logo, const pos::locale::Zone& zone, Post post);
    ~Counter();
    Counter(const Counter&) = delete;
    Counter& operator=(const Counter&) = delete;

    /// Starts the threads that print and listen. `store` outlives them: see stop().
    app::core::Outcome<void> start(pos::store::StoreThread& store,
                                   const pos::store::db::DbTarget& target,
                                   app::core::Paperwork paperwork);
    /// No code comes any more, and the document under way comes to its end.
    void stop();

    /// Opens anew what does that work.
    void use(shell::Role role, CounterPlan plan);
    /// The logo is another one: a printer that keeps pictures is asked anew what it has.
    void reopen_printer() { spool_->use(printer_opener()); }
    /// Tells of what is plugged in, from now on; or no longer.
    void watch(const std::string& printer_in_use);
    void stop_watching() { watched_.reset(); }

    bool has_customer_window() const { return plan_.displays.window; }
    CardLink& card() { return card_; }
    app::core::PrintSpool& spool() { return *spool_; }
    DrawerLink& drawer() { return *drawer_; }
    const DrawerLink& drawer() const { return *drawer_; }
    drivers::scale::Scale* scale() { return scale_ ? &*scale_ : nullptr; }
    drivers::display::Pole* pole() { return pole_ ? &*pole_ : nullptr; }
    /// The level of the drawer's wire goes to the drawer's sense.
    void hear_drawer(DrawerLink::Time now) { drawer_->hear(drawer_wire_.high(), now); }

private:
    void open_card();
    void open_scale();
    void open_pole();
    void open_drawer();
    void listen();
    app::core::PrintSpool::OpenPrinter printer_opener() const;

    CounterPlan plan_;
    std::optional<bool> drawer_opens_high_;
    const drivers::printer::Pictures& logo_;
    const pos::locale::Zone& zone_;
    Post post_;
    app::core::SystemClock clock_;
    app::core::SystemRandom random_;
    DrawerWire drawer_wire_;
    CardLink card_{nullptr};
    std::optional<drivers::scale::Scale> scale_;
    std::optional<DrawerLink> drawer_;
    std::optional<drivers::display::Pole> pole_;
    std::unique_ptr<app::core::PrintSpool> spool_;
    std::unique_ptr<drivers::scanner::Scanners> scanners_;
    std::unique_ptr<DeviceLink> watched_;
};

}  // namespace till
