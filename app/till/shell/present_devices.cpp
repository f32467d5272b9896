#include <algorithm>

#include "app/till/shell/device_rows.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/printer_state.hpp"

namespace till::shell {

namespace {

using common::Level;
using devices::Deed;
using drivers::scanner::ScannerState;
using drivers::transport::DeviceKind;
using ui::TextKey;

/// What it is and how it is.
struct Words {
    std::string name;
    TextKey kind{};
    common::Signal state;
    std::string advice;  // what to do about it
};

TextKey kind_words(DeviceKind kind) {
    switch (kind) {
        case DeviceKind::receipt_printer:
            return TextKey::device_receipt_printer;
        case DeviceKind::printer:
            return TextKey::device_printer;
        case DeviceKind::label_printer:
            return TextKey::device_label_printer;
        case DeviceKind::scanner:
            return TextKey::device_scanner;
        case DeviceKind::keyboard:
            return TextKey::device_keyboard;
        case DeviceKind::scale:
            return TextKey::device_scale;
        case DeviceKind::serial_port:
            return TextKey::device_serial_port;
        case DeviceKind::other:
            return TextKey::device_other;
    }
    return TextKey::device_other;
}

std::string name_of(const SeenDevice* seen, const std::string& otherwise) {
    return seen != nullptr && !seen->name.empty() ? seen->name : otherwise;
}

Words words_of_unused(const Model& m, const SeenDevice& seen, const Context& c) {
    Words words{.name = seen.name.empty() ? seen.address : seen.name,
                .kind = kind_words(seen.kind),
                .state = {Level::quiet, c.texts[TextKey::devices_not_used]}};
    if (seen.printer && seen.printer->trouble) {
        words.state = {Level::warning, trouble_words(*seen.printer->trouble, c)};
    } else if (seen.printer) {
        words.state = signal_of(state_of(seen.printer->state), c);
    } else if (m.devices.seen.looking &&
               (seen.kind == DeviceKind::receipt_printer || seen.kind == DeviceKind::printer)) {
        words.state = {Level::quiet, c.texts[TextKey::devices_asking]};
    }
    if (seen.kind == DeviceKind::keyboard) {
        words.advice = c.texts[TextKey::devices_keyboard_about];
    } else if (seen.kind == DeviceKind::label_printer) {
        words.advice = c.texts[TextKey::devices_label_printer_about];
    }
    return words;
}

common::Signal state_of(const drivers::scanner::ScannerStatus& scanner, const Context& c) {
    switch (scanner.state) {
        case ScannerState::ready:
            return {Level::good, c.texts.count(TextKey::scanner_ready, 1, {{"count", "1"}})};
        case ScannerState::in_use:
            return {Level::warning, c.texts[TextKey::scanner_in_use]};
        case ScannerState::not_allowed:
            return {Level::warning, c.texts[TextKey::scanner_not_allowed]};
        case ScannerState::gone:
            return {Level::warning, c.texts[TextKey::scanner_not_there]};
        case ScannerState::failed:
            return {Level::warning, c.texts[TextKey::scanner_failed]};
    }
    return {};
}

Words words_of_drawer(const Model& m, const Context& c) {
    const auto& drawer = m.devices.setup.drawer;
    const auto state = m.drawer.open      ? TextKey::drawer_open
                       : drawer == "none" ? TextKey::devices_none
                       : drawer.empty() || drawer.starts_with("printer")
                           ? TextKey::devices_on_printer
                           : TextKey::devices_own_trigger;
    return {.name = c.texts[TextKey::device_drawer],
            .kind = TextKey::device_drawer,
            .state = {m.drawer.left_open ? Level::warning : Level::quiet, c.texts[state]},
            .advice = c.texts[TextKey::devices_drawer_about]};
}

Words words_of_display(const Model& m, const DeviceRow& row, const Context& c) {
    if (row.address == kCustomerWindow) {
        const bool on = has_window(m.devices.setup.display);
        return {.name = c.texts[TextKey::device_customer_window],
                .kind = TextKey::device_customer_window,
                .state = {on ? Level::good : Level::quiet,
                          c.texts[on ? TextKey::devices_on : TextKey::devices_off]},
                .advice = c.texts[TextKey::devices_window_about]};
    }
    return {.name = name_of(row.seen, c.texts[TextKey::device_pole]),
            .kind = TextKey::device_pole,
            .state = m.pole_gone ? common::Signal{Level::warning, c.texts[TextKey::display_gone]}
                                 : common::Signal{Level::good, c.texts[TextKey::devices_on]},
            .advice = {}};
}

Words words_of(const Model& m, const DeviceRow& row, const Context& c) {
    if (!row.role) return words_of_unused(m, *row.seen, c);
    switch (*row.role) {
        case Role::printer: {
            const bool none = m.printer.state == PrinterState::none;
            const std::string otherwise =
                row.address.empty() ? c.texts[TextKey::device_receipt_printer] : row.address;
            return {
                .name = m.printer.device.empty() ? name_of(row.seen, otherwise) : m.printer.device,
                .kind = TextKey::device_receipt_printer,
                .state = printer_signal(m, c),
                .advice =
                    none ? c.texts[TextKey::devices_printer_about] : printer_message(m, c).words};
        }
        case Role::scanner:
            if (row.scanner == nullptr)
                return {.name = c.texts[TextKey::device_scanner],
                        .kind = TextKey::device_scanner,
                        .state = {Level::quiet, c.texts[TextKey::scanner_none]},
                        .advice = c.texts[TextKey::devices_scanner_about]};
            return {.name = row.scanner->name,
                    .kind = TextKey::device_scanner,
                    .state = state_of(*row.scanner, c),
                    .advice = c.texts[TextKey::devices_scan_to_test]};
        case Role::scale:
            return {.name = name_of(row.seen, c.texts[TextKey::device_scale]),
                    .kind = TextKey::device_scale,
                    .state = scale_signal(m, c),
                    .advice = c.texts[TextKey::devices_scale_about]};
        case Role::drawer:
            return words_of_drawer(m, c);
        case Role::display:
            return words_of_display(m, row, c);
        case Role::card:
            return {.name = c.texts[TextKey::device_card],
                    .kind = TextKey::device_card,
                    .state = card_signal(m, c),
                    .advice = {}};
    }
    return {};
}

/// Whether it does its work here at this moment.
bool is_there(const Model& m, const DeviceRow& row, Level level) {
    if (!row.role) return false;
    if (row.role == Role::scale)
        return m.scale.reading.condition != drivers::scale::Condition::gone;
    return level == Level::good || (row.seen != nullptr && level != Level::danger);
}

template <std::size_t Count>
std::size_t index_of(const std::string_view (&values)[Count], const std::string& value) {
    const auto at = std::ranges::find(values, value);
    return at == std::end(values) ? 0 : static_cast<std::size_t>(at - std::begin(values));
}

void present_choices(const Model& m, const DeviceRow& row, const Context& c,
                     std::vector<devices::Choice>& choices) {
    choices.clear();
    const auto& setup = m.devices.setup;
    if (row.role == Role::printer) {
        choices.push_back({c.texts[TextKey::devices_paper],
                           {c.texts[TextKey::devices_paper_auto], "80 mm", "58 mm", "Star"},
                           index_of(kPaperProfiles, setup.printer_profile)});
        // A profile that was named on the command line stands for itself.
        if (!setup.printer_profile.empty() && choices.back().chosen == 0) {
            choices.back().values.push_back(setup.printer_profile);
            choices.back().chosen = choices.back().values.size() - 1;
        }
    } else if (row.role == Role::scale && !row.address.starts_with("usb")) {
        choices.push_back({c.texts[TextKey::devices_protocol],
                           {"Toledo 8217", "NCI", "Dialog 06"},
                           index_of(kScaleProtocols, split_protocol(setup.scale).first)});
    } else if (row.role == Role::drawer) {
        choices.push_back(
            {c.texts[TextKey::devices_drawer_where],
             {c.texts[TextKey::devices_drawer_printer], c.texts[TextKey::devices_drawer_other_pin],
              c.texts[TextKey::devices_none]},
             index_of(kDrawers, setup.drawer)});
        if (setup.drawer.find(':') != std::string::npos && !setup.drawer.starts_with("printer")) {
            choices.back().values.push_back(setup.drawer);
            choices.back().chosen = choices.back().values.size() - 1;
        }
    } else if (row.role == Role::display && row.address == kCustomerWindow) {
        choices.push_back({c.texts[TextKey::device_customer_window],
                           {c.texts[TextKey::devices_off], c.texts[TextKey::devices_on]},
                           has_window(setup.display) ? 1U : 0U});
    }
}

void present_facts(const Model& m, const DeviceRow& row, const Words& words, const Context& c,
                   std::vector<std::string>& facts) {
    facts.clear();
    const auto fact = [&](TextKey key, const std::string& value) {
        if (value.empty()) return;
        facts.push_back(c.texts[key]);
        facts.push_back(value);
    };
    fact(TextKey::devices_fact_kind, c.texts[words.kind]);
    if (row.address != kCustomerWindow) fact(TextKey::devices_fact_where, row.address);
    if (row.seen != nullptr && row.address.find(row.seen->node) == std::string::npos)
        fact(TextKey::devices_fact_node, row.seen->node);
    if (row.role == Role::printer) {
        fact(TextKey::devices_fact_waiting,
             c.locale.integer(static_cast<std::int64_t>(m.printer.waiting)));
        fact(TextKey::devices_fact_last, m.printer.last);
    }
}

/// What the device does at this moment: a weight, the last scan.
void present_figure(const Model& m, const DeviceRow& row, devices::Model& screen,
                    const Context& c) {
    screen.figure.clear();
    screen.figure_note.clear();
    if (row.role == Role::scale) {
        screen.figure = scale_signal(m, c).words;
    } else if (row.role == Role::scanner && !m.devices.scanned.empty()) {
        screen.figure = m.devices.scanned;
        screen.figure_note = m.devices.scanned_for;
    }
}

TextKey deed_words(Deed deed, const DeviceRow& row) {
    switch (deed) {
        case Deed::use_as_printer:
            return row.seen != nullptr && row.seen->kind == DeviceKind::serial_port
                       ? TextKey::devices_as_printer
                       : TextKey::devices_use_printer;
        case Deed::use_as_scanner:
            return TextKey::devices_as_scanner;
        case Deed::use_as_scale:
            return TextKey::devices_as_scale;
        case Deed::use_as_display:
            return TextKey::devices_as_display;
        case Deed::stop:
            return row.role == Role::printer ? TextKey::devices_any_printer : TextKey::devices_stop;
        case Deed::test_page:
            return TextKey::devices_test_page;
        case Deed::open_drawer:
            return TextKey::menu_open_drawer;
        case Deed::zero:
            return TextKey::devices_zero;
        case Deed::add_printer:
            return TextKey::devices_add_printer;
        case Deed::add_card:
            return TextKey::devices_add_card;
    }
    return TextKey::devices_stop;
}

}  // namespace

void present_devices(Model& m, const Context& c) {
    auto& screen = m.devices_screen;
    const auto rows = device_rows(m);
    screen.rows.clear();
    for (const auto& row : rows) {
        const auto words = words_of(m, row, c);
        const std::string& kind = c.texts[words.kind];
        screen.rows.push_back(
            {.name = words.name,
             .note = words.name == kind ? words.state.words : kind + " · " + words.state.words,
             .level = words.state.level,
             .in_use = is_there(m, row, words.state.level)});
    }
    screen.chosen = chosen_row(m, rows);
    const auto& row = rows[screen.chosen];
    const auto words = words_of(m, row, c);
    screen.title = words.name;
    screen.level = words.state.level;
    screen.about = words.state.words;
    // The screen's message has the printer's advice already, unless something else is said.
    if (!words.advice.empty() && words.advice != screen.message.words)
        screen.about += (screen.about.ends_with('.') ? " " : ". ") + words.advice;
    present_facts(m, row, words, c, screen.facts);
    present_choices(m, row, c, screen.choices);
    present_figure(m, row, screen, c);
    screen.buttons.clear();
    for (const Deed deed : deeds_of(m, row)) {
        // Enter by mistake would take away the keyboard that pressed it.
        const bool keyboard = !row.role && row.seen->kind == DeviceKind::keyboard;
        const bool likely = screen.buttons.empty() && deed != Deed::stop && !keyboard;
        screen.buttons.push_back({deed, c.texts[deed_words(deed, row)], likely, keyboard});
    }
    screen.more = {{Deed::add_printer, c.texts[TextKey::devices_add_printer]},
                   {Deed::add_card, c.texts[TextKey::devices_add_card]}};
    if (m.devices.seen.trouble && screen.message.empty())
        screen.message = {Level::warning, c.texts[TextKey::devices_bus_trouble]};
}

}  // namespace till::shell
