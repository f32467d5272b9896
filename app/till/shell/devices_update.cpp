// What devices do here: chosen, tried out, given work and let go.
#include <algorithm>
#include <charconv>

#include "app/till/shell/device_rows.hpp"
#include "app/till/shell/prompts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using devices::Deed;
using ui::TextKey;

/// Printers are asked how they are, but for the one in use. Which that is must be known for it.
void watch(const std::string& printer, Effects& effects) {
    effects.emplace_back(WatchDevices{printer.starts_with("file:") ? std::string{} : printer});
}

/// A line each: a serial number may have blanks in it.
std::string joined(const std::vector<std::string>& addresses) {
    std::string all;
    for (const auto& address : addresses) all += address + '\n';
    return all;
}

void save(std::string key, std::string value, Effects& effects) {
    effects.emplace_back(SaveSetting{std::move(key), std::move(value)});
}

/// What was set for that role is kept, and in force at once.
void use(Model& m, Role role, Effects& effects) {
    const auto& setup = m.devices.setup;
    switch (role) {
        case Role::printer:
            save("printer", setup.printer, effects);
            break;
        case Role::scanner:
            save("scanners", joined(setup.scanners), effects);
            break;
        case Role::scale:
            save("scale_at", setup.scale, effects);
            m.scale = {.there = !setup.scale.empty(), .reading = {}, .sold_as = m.scale.sold_as};
            break;
        case Role::display:
            save("display", setup.display, effects);
            break;
        case Role::drawer:
            save("drawer", setup.drawer, effects);
            break;
        case Role::card:
            save("card", setup.card, effects);
            m.card = {};
            m.card.there = !setup.card.empty();
            break;
    }
    effects.emplace_back(UseDevice{role});
    if (role == Role::card && m.card.there) effects.emplace_back(PrepareCard{});
    if (role == Role::printer) watch(setup.printer, effects);
}

/// While a payment is under way or its end is not known, the terminal stays the one it was.
bool card_is_free(Model& m, const Context& c, Effects& effects) {
    if (!m.card.ordered && !m.card.closing && m.cash_register.state().cards.empty()) return true;
    refuse(m, c.texts[TextKey::devices_card_busy], effects);
    return false;
}

void give_work(Model& m, Role role, const SeenDevice& seen, Effects& effects) {
    auto& setup = m.devices.setup;
    const std::string address = address_for(role, seen);
    switch (role) {
        case Role::printer:
            setup.printer = address;
            break;
        case Role::scanner:
            if (!is_named_scanner(m, address)) setup.scanners.push_back(address);
            break;
        case Role::scale:
            setup.scale = address;
            break;
        case Role::display:
            setup.display = joined_display(has_window(setup.display), address);
            break;
        case Role::drawer:
        case Role::card:
            return;
    }
    use(m, role, effects);
    m.devices.chosen = DeviceRow{.role = role, .address = split_protocol(address).second}.key();
}

void stop_using(Model& m, const DeviceRow& row, const Context& c, Effects& effects) {
    auto& setup = m.devices.setup;
    switch (*row.role) {
        case Role::printer:
            setup.printer.clear();
            break;
        case Role::scanner:
            std::erase_if(setup.scanners, [&](const std::string& named) {
                return is_same_place(named, row.address);
            });
            break;
        case Role::scale:
            setup.scale.clear();
            break;
        case Role::display:
            setup.display = joined_display(has_window(setup.display), {});
            break;
        case Role::card:
            if (!card_is_free(m, c, effects)) return;
            setup.card.clear();
            break;
        case Role::drawer:
            return;
    }
    use(m, *row.role, effects);
}

void carry_out(Model& m, Deed deed, const DeviceRow& row, const Context& c, Effects& effects) {
    switch (deed) {
        case Deed::use_as_printer:
            return give_work(m, Role::printer, *row.seen, effects);
        case Deed::use_as_scanner:
            return give_work(m, Role::scanner, *row.seen, effects);
        case Deed::use_as_scale:
            return give_work(m, Role::scale, *row.seen, effects);
        case Deed::use_as_display:
            return give_work(m, Role::display, *row.seen, effects);
        case Deed::stop:
            return stop_using(m, row, c, effects);
        case Deed::test_page:
            effects.emplace_back(PrintTestPage{m.printer.device, row.address});
            return say(m, common::Level::good, c.texts[TextKey::devices_test_page_sent]);
        case Deed::open_drawer:
            // It is booked like any other opening: a drawer is not tried out in secret.
            (void)tell(m, pos::sale::OpenDrawerNow{c.texts[TextKey::reason_drawer_test]}, c,
                       effects);
            return;
        case Deed::zero:
            effects.emplace_back(ZeroScale{});
            return;
        case Deed::add_printer:
        case Deed::add_card:
            return;
    }
}

void press(Model& m, Deed deed, const Context& c, Effects& effects) {
    if (deed == Deed::add_printer || deed == Deed::add_card) {
        if (deed == Deed::add_card && !card_is_free(m, c, effects)) return;
        m.devices_screen.prompt = ask(m,
                                      deed == Deed::add_card ? prompt::Subject::card_address
                                                             : prompt::Subject::printer_address,
                                      c);
        return;
    }
    const auto rows = device_rows(m);
    const auto& row = rows[chosen_row(m, rows)];
    const auto deeds = deeds_of(m, row);
    if (std::ranges::find(deeds, deed) == deeds.end()) return;
    carry_out(m, deed, row, c, effects);
}

/// A value of the chosen device's one setting.
void choose(Model& m, std::size_t value, Effects& effects) {
    auto& setup = m.devices.setup;
    const auto rows = device_rows(m);
    const auto& row = rows[chosen_row(m, rows)];
    if (!row.role) return;
    if (row.role == Role::printer && value < std::size(kPaperProfiles)) {
        setup.printer_profile = kPaperProfiles[value];
        save("printer_profile", setup.printer_profile, effects);
        effects.emplace_back(UseDevice{Role::printer});
        return;
    } else if (row.role == Role::scale && value < std::size(kScaleProtocols)) {
        setup.scale = std::string{kScaleProtocols[value]} + '@' + row.address;
        m.devices.chosen = row.key();
    } else if (row.role == Role::drawer && value < std::size(kDrawers)) {
        setup.drawer = kDrawers[value];
    } else if (row.role == Role::display && row.address == kCustomerWindow) {
        setup.display = joined_display(value == 1, pole_of(setup.display));
    } else {
        return;
    }
    use(m, *row.role, effects);
}

/// Four numbers up to 255.
bool is_host_address(std::string_view text) {
    constexpr int kParts = 4;
    for (int part = 1; part <= kParts; ++part) {
        const auto point = text.find('.');
        if ((point == std::string_view::npos) != (part == kParts)) return false;
        const std::string_view digits = text.substr(0, point);
        unsigned value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || value > 255)
            return false;
        text.remove_prefix(part == kParts ? text.size() : point + 1);
    }
    return true;
}

}  // namespace

void show_devices(Model& m, Effects& effects) {
    stop_weighing(m);  // what is put on the scale to try it out is not for sale
    m.devices.chosen.clear();
    m.devices.scanned.clear();
    m.devices.scanned_for.clear();
    m.devices.seen = {.devices = {}, .trouble = {}, .looking = true};
    m.devices_screen.prompt.reset();
    go_to(m, Screen::devices);
    watch_printers(m, effects);
}

void watch_printers(const Model& m, Effects& effects) {
    const bool there =
        m.printer.state != PrinterState::none && m.printer.state != PrinterState::gone;
    watch(there ? m.printer.address : m.devices.setup.printer, effects);
}

void test_scan(Model& m, const std::string& text, Effects& effects) {
    m.said.reset();
    const auto rows = device_rows(m);
    const auto scanner = std::ranges::find(rows, Role::scanner, &DeviceRow::role);
    if (rows[chosen_row(m, rows)].role != Role::scanner) m.devices.chosen = scanner->key();
    test_code(m, text, effects);
    effects.emplace_back(Sound{Signal::scanned});
}

bool take_address(Model& m, prompt::Model& p, const Context& c, Effects& effects) {
    if (!is_host_address(p.text)) {
        p.refusal = c.texts[TextKey::prompt_no_address];
        return false;
    }
    const bool card = p.subject == prompt::Subject::card_address;
    (card ? m.devices.setup.card : m.devices.setup.printer) = (card ? "zvt:" : "tcp:") + p.text;
    use(m, card ? Role::card : Role::printer, effects);
    const auto rows = device_rows(m);
    m.devices.chosen =
        std::ranges::find(rows, card ? Role::card : Role::printer, &DeviceRow::role)->key();
    return true;
}

void apply(Model& m, const devices::Action& action, const Context& c, Effects& effects) {
    m.said.reset();
    const auto choose_row = [&](std::size_t index) {
        const auto rows = device_rows(m);
        m.devices.chosen = rows[std::min(index, rows.size() - 1)].key();
    };
    if (const auto* chosen = std::get_if<devices::Chosen>(&action)) {
        choose_row(chosen->index);
    } else if (const auto* moved = std::get_if<devices::Moved>(&action)) {
        const auto at = static_cast<int>(chosen_row(m, device_rows(m)));
        choose_row(static_cast<std::size_t>(std::max(at + moved->by, 0)));
    } else if (const auto* pressed = std::get_if<devices::Pressed>(&action)) {
        press(m, pressed->deed, c, effects);
    } else if (const auto* made = std::get_if<devices::ChoiceMade>(&action)) {
        choose(m, made->value, effects);
    } else if (const auto* in_prompt = std::get_if<devices::Prompted>(&action)) {
        auto& asked = m.devices_screen.prompt;
        if (!asked) return;
        const auto outcome = prompt::update(*asked, in_prompt->action);
        const bool taken = outcome == prompt::Outcome::answered && answer(m, *asked, c, effects);
        if (taken || outcome == prompt::Outcome::cancelled) asked.reset();
    } else {
        go_to(m, Screen::settings);
    }
}

void apply(Model& m, const DevicesSeen& seen, const Context&, Effects&) {
    m.devices.seen = seen;
}

void apply(Model& m, const CustomerWindowRefused& refused, const Context& c, Effects& effects) {
    auto& display = m.devices.setup.display;
    display = joined_display(false, pole_of(display));
    effects.emplace_back(SaveSetting{"display", display});
    refuse(
        m,
        refused.why ? words_for(*refused.why, c.texts) : c.texts[TextKey::devices_no_second_screen],
        effects);
}

void apply(Model& m, const DeviceNotTaken& failed, const Context& c, Effects& effects) {
    refuse(m, words_for(failed.why, c.texts), effects);
}

}  // namespace till::shell
