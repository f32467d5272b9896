#include "app/till/counter_plan.hpp"

namespace till {

app::core::Outcome<CounterPlan> plan_counter(const shell::DeviceSetup& setup,
                                             const DeviceParticulars& particulars,
                                             pos::Currency currency) {
    CounterPlan plan{.printer = {setup.printer, setup.printer_profile}};
    auto scanners = app::core::scanner_options(setup.scanners, particulars.scanner);
    if (!scanners) return std::unexpected{scanners.error()};
    plan.scanners = std::move(*scanners);
    auto card = app::core::card_options(setup.card, particulars.card_password, currency);
    if (!card) return std::unexpected{card.error()};
    plan.card = std::move(*card);
    auto scale = app::core::scale_options(setup.scale, particulars.scale_polynomial);
    if (!scale) return std::unexpected{scale.error()};
    plan.scale = std::move(*scale);
    auto displays = app::core::display_options(setup.display, particulars.display_code_page);
    if (!displays) return std::unexpected{displays.error()};
    plan.displays = std::move(*displays);
    auto drawer =
        app::core::drawer_setup(setup.drawer, particulars.drawer_bytes, particulars.drawer_seconds);
    if (!drawer) return std::unexpected{drawer.error()};
    plan.drawer = std::move(*drawer);
    if (app::core::is_folder(plan.printer)) plan.drawer.printer_pin.reset();
    return plan;
}

}  // namespace till
