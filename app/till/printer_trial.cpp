#include "app/till/printer_trial.hpp"

#include <utility>

#include "app/core/paperwork.hpp"
#include "app/till/shell/device_rows.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/printer_state.hpp"
#include "app/till/shell/trouble.hpp"
#include "drivers/printer/pictures.hpp"
#include "pos/locale/zone.hpp"

namespace till {

namespace {

using drivers::printer::PrinterReport;

constexpr std::chrono::seconds kAttend{3};

/// The shop's own words, as far as they are known.
app::core::Outcome<app::core::Paperwork> paperwork_for(const TestPageFor& whose) {
    app::core::ShopSettings settings = app::core::default_settings();
    settings.name = whose.shop;
    settings.locale = whose.locale;
    pos::journal::JournalRow journal;
    journal.branch = "B01";
    journal.terminal = "T1";
    journal.series = "T1";
    journal.zone = whose.zone;
    return app::core::Paperwork::open(settings, journal);
}

template <class Reason>
std::unexpected<NotPrinted> not_printed(Reason reason) {
    return std::unexpected{NotPrinted{std::move(reason)}};
}

std::string state_words(const std::optional<PrinterReport>& report, const shell::Context& c) {
    if (!report) return {};
    if (report->trouble) return shell::trouble_words(*report->trouble, c);
    return shell::signal_of(shell::state_of(report->state), c).words;
}

}  // namespace

std::expected<void, NotPrinted> print_test_page(const app::core::PrinterChoice& choice,
                                                const TestPageFor& whose, pos::Instant now,
                                                std::stop_token stop) {
    static const drivers::printer::NoPictures kNoPictures;
    const auto paperwork = paperwork_for(whose);
    if (!paperwork) return not_printed(paperwork.error());
    const auto zone = pos::locale::Zone::open(whose.zone);
    if (!zone) return not_printed(app::core::Failure{});
    auto opened = app::core::open_printer(choice, kNoPictures, [](const PrinterReport&) {}, stop);
    if (!opened) return not_printed(opened.error());
    auto& printer = *opened->printer;
    const auto report = printer.attend(drivers::transport::after(kAttend));
    if (stop.stop_requested()) return not_printed(std::monostate{});
    if (report.trouble) return not_printed(*report.trouble);
    if (!drivers::printer::may_print(report.state)) return not_printed(report.state);
    const std::string at = report.address.empty() ? choice.where : report.address;
    const auto page = paperwork->test_page({report.device, at, zone->local(now)});
    const auto printed = printer.print(page, "test-page");
    if (stop.stop_requested()) return not_printed(std::monostate{});
    if (printed.error) return not_printed(*printed.error);
    return {};
}

std::string words_of(const NotPrinted& why, const shell::Context& c) {
    if (const auto* state = std::get_if<drivers::printer::PrinterState>(&why))
        return shell::signal_of(shell::state_of(*state), c).words;
    if (const auto* way = std::get_if<drivers::transport::Error>(&why))
        return shell::trouble_words(*way, c);
    if (const auto* print = std::get_if<drivers::printer::PrintError>(&why))
        return shell::words_for(*print, c.texts);
    if (std::holds_alternative<app::core::Failure>(why))
        return c.texts[ui::TextKey::start_printer_typed_badly];
    return {};
}

void PrintersThere::look() {
    // None is in use: each of them is asked.
    link_ = std::make_unique<DeviceLink>("none", [this](shell::DevicesSeen seen) {
        {
            const std::scoped_lock lock{mutex_};
            seen_ = std::move(seen);
        }
        wake_();
    });
}

std::optional<shell::DevicesSeen> PrintersThere::take() {
    const std::scoped_lock lock{mutex_};
    return std::exchange(seen_, std::nullopt);
}

std::vector<first_start::FoundPrinter> printers_among(const shell::DevicesSeen& seen,
                                                      const shell::Context& c) {
    using drivers::transport::DeviceKind;
    std::vector<first_start::FoundPrinter> printers;
    for (const auto& device : seen.devices) {
        if (device.kind != DeviceKind::receipt_printer && device.kind != DeviceKind::printer)
            continue;
        printers.push_back({device.name.empty() ? device.address : device.name,
                            state_words(device.printer, c),
                            shell::address_for(shell::Role::printer, device)});
    }
    return printers;
}

}  // namespace till
