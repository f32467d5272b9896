#include "app/till/drawer_link.hpp"

#include <utility>

namespace till {

DrawerLink::DrawerLink(const app::core::DrawerSetup& setup, std::optional<bool> open_is_high,
                       Kick kick, OnFailed on_failed)
    : printer_pin_{setup.printer_pin},
      kick_{std::move(kick)},
      sense_{open_is_high, setup.warn_after} {
    if (!setup.trigger) return;
    trigger_ = std::make_unique<drivers::drawer::Trigger>(
        *setup.trigger, [failed = std::move(on_failed)](const std::string& trouble) {
            if (!trouble.empty()) failed();
        });
}

void DrawerLink::open(Time now) {
    if (trigger_) return trigger_->open();
    if (!printer_pin_) return;
    sense_.kicked(now);
    kick_(*printer_pin_);
}

}  // namespace till
