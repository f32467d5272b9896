#include "app/core/billing/line_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "app/core/invoice/writing.hpp"
#include "pos/base/calendar.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/billing/rated.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::billing {

namespace {

using pos::billing::LineKind;
using pos::billing::bill::ItemKind;
using pos::journal::DocumentLine;
using pos::journal::PricingStep;

/// How the figures of a line are written.
class LineFigures {
public:
    LineFigures() = default;  // as they were signed
    LineFigures(const pos::locale::Locale& locale, pos::Currency currency)
        : locale_{&locale}, decimals_{static_cast<unsigned>(currency.exponent)} {}

    std::string quantity(const std::string& signed_one) const { return written(signed_one, 0); }
    std::string price(const std::string& signed_one) const {
        return written(signed_one, decimals_);
    }

private:
    std::string written(const std::string& plain, unsigned decimals_min) const {
        if (locale_ == nullptr) return plain;
        const auto exact = pos::parse_exact(plain);
        return exact ? invoice::exact_words(*locale_, *exact, decimals_min) : plain;
    }

    const pos::locale::Locale* locale_{nullptr};
    unsigned decimals_{0};
};

/// "100 × 0.30", "50 × 2 %"; what a least, a most or a commitment changes has no price: "18.9".
std::string step_text(const PricingStep& step, const LineFigures& figures) {
    const std::string quantity = figures.quantity(step.quantity);
    switch (static_cast<LineKind>(step.kind)) {
        case LineKind::percentage:
            return fmt::format("{} × {} %", quantity, figures.quantity(step.price));
        case LineKind::event_limits:
        case LineKind::total_limits:
        case LineKind::never_below_zero:
        case LineKind::minimum:
        case LineKind::coupon:
        case LineKind::counted:
        case LineKind::call_rounding:
            return figures.price(step.amount);
        case LineKind::demand:
            return fmt::format("{} kW × {}", quantity, figures.price(step.price));
        case LineKind::one_time:
        case LineKind::recurring:
        case LineKind::usage:
        case LineKind::package:
        case LineKind::tier_units:
        case LineKind::tier_flat:
        case LineKind::volume_units:
        case LineKind::volume_flat:
        case LineKind::step:
        case LineKind::base_fee:
        case LineKind::overage:
        case LineKind::event_fee:
        case LineKind::capacity:
        case LineKind::pre_priced:
        case LineKind::call_connect:
        case LineKind::call_time:
        case LineKind::energy:
        case LineKind::committed:
        case LineKind::call_free:
            break;
    }
    return fmt::format("{} × {}", quantity, figures.price(step.price));
}

/// Adds one part of a sum; what is taken off stands behind a minus.
void add_part(std::string& sum, std::string_view part) {
    bool less = false;
    for (const std::string_view minus : {"-", "\u2212"}) {
        if (!part.starts_with(minus)) continue;
        part.remove_prefix(minus.size());
        less = true;
    }
    sum += sum.empty() ? (less ? "−" : "") : (less ? " − " : " + ");
    sum += part;
}

std::string with_unit_of(const DocumentLine& line, const std::string& quantity) {
    return quantity + (line.unit.empty() ? "" : " " + line.unit);
}

std::string note_text(const DocumentLine& line, const LineFigures& figures) {
    std::string note;
    if (!line.quantity.empty()) note = with_unit_of(line, figures.quantity(line.quantity));
    std::string steps;
    for (const PricingStep& step : line.steps) {
        if (step.amount != "0") add_part(steps, step_text(step, figures));
    }
    const bool by_hand = line.kind == static_cast<std::uint8_t>(ItemKind::by_hand);
    if (by_hand && line.quantity == "1" && line.unit.empty()) return {};
    if (by_hand && !line.steps.empty()) {
        return fmt::format("{} × {}", with_unit_of(line, figures.quantity(line.quantity)),
                           figures.price(line.steps.front().price));
    }
    // One price for all of the quantity is what the line shows.
    const bool plain = line.steps.size() == 1 && line.steps.front().quantity == line.quantity;
    const bool metered = line.kind == static_cast<std::uint8_t>(ItemKind::usage) ||
                         line.kind == static_cast<std::uint8_t>(ItemKind::late);
    if (!steps.empty() && (line.steps.size() > 1 || (metered && !plain))) {
        note += (note.empty() ? "" : ": ") + steps;
    }
    return note;
}

bool is_of_calls(const PricingStep& step) {
    const auto kind = static_cast<LineKind>(step.kind);
    return kind == LineKind::call_connect || kind == LineKind::call_time ||
           kind == LineKind::call_free || kind == LineKind::call_rounding;
}

/// Nobody reads five figures of seconds: "90 min", "90 min 5 s".
std::string duration_of(pos::Exact quantity, const DocumentLine& line,
                        const pos::locale::Locale& locale) {
    constexpr pos::Wide kMinute = 60 * pos::kExactScale;
    if (line.unit != "s" || quantity.e14 < kMinute) {
        return with_unit_of(line, invoice::exact_words(locale, quantity, 0));
    }
    const pos::Exact rest{quantity.e14 % kMinute};
    const pos::Exact minutes{(quantity.e14 - rest.e14) / 60};
    std::string text = invoice::exact_words(locale, minutes, 0) + " min";
    if (rest != pos::Exact{}) text += " " + invoice::exact_words(locale, rest, 0) + " s";
    return text;
}

std::string call_note(const DocumentLine& line, const invoice::Words& words) {
    const auto& locale = words.locale();
    const auto decimals = static_cast<unsigned>(line.net.currency.exponent);
    pos::Exact time;
    pos::Exact connect;
    std::string others;  // what is not of single calls
    const LineFigures figures{locale, line.net.currency};
    for (const PricingStep& step : line.steps) {
        const auto amount = pos::parse_exact(step.amount);
        if (!amount) return note_text(line, figures);
        if (step.kind == static_cast<std::uint8_t>(LineKind::call_connect)) {
            connect += *amount;
        } else if (is_of_calls(step)) {
            time += *amount;  // as they were rounded
        } else if (step.amount != "0") {
            add_part(others, step_text(step, figures));
        }
    }
    const auto whole = pos::parse_exact(line.quantity);
    const std::string note = whole ? duration_of(*whole, line, locale) : std::string{};
    std::string parts;
    const auto add = [&](const char* text, pos::Exact amount) {
        if (amount == pos::Exact{}) return;
        const bool less = amount < pos::Exact{};
        if (less) amount = -amount;
        const std::string figure = invoice::exact_words(locale, amount, decimals);
        add_part(parts, (less ? "-" : "") + words.with(text, {{"amount", figure}}));
    };
    add("why.calls", time);
    add("why.connect", connect);
    if (!others.empty()) add_part(parts, others);
    return note + (note.empty() || parts.empty() ? "" : ": ") + parts;
}

/// The figure at the end of a text, as people read it; `~` before it stays.
void write_last_figure(std::string& text, const pos::locale::Locale& locale) {
    const auto before = text.find_last_not_of("0123456789.-");
    const auto from = before == std::string::npos ? 0 : before + 1;
    const auto exact = pos::parse_exact(std::string_view{text}.substr(from));
    if (exact) text.replace(from, std::string::npos, invoice::exact_words(locale, *exact, 0));
}

constexpr std::size_t kDayLength = std::string_view{"2026-11-30"}.size();

/// What prepaid units covered: " (110.5 - 40 kWh)".
std::optional<std::string> covered_in_words(std::string_view inside,
                                            const pos::locale::Locale& locale) {
    constexpr std::string_view kLess = " - ";
    const auto less = inside.find(kLess);
    if (less == inside.npos) return std::nullopt;
    const auto end = std::min(inside.find(' ', less + kLess.size()), inside.size());
    const auto all = pos::parse_exact(inside.substr(0, less));
    const auto ahead =
        pos::parse_exact(inside.substr(less + kLess.size(), end - less - kLess.size()));
    if (!all || !ahead) return std::nullopt;
    return fmt::format("{} − {}{}", invoice::exact_words(locale, *all, 0),
                       invoice::exact_words(locale, *ahead, 0), inside.substr(end));
}

/// "145 kWh × 0.3199", where one price of a unit for all of the quantity comes to the line's
/// amount: not where that price bears tax and the amount does not, nor where something was taken
/// off or billed before.
std::optional<std::string> one_price(const DocumentLine& line, const LineFigures& figures) {
    constexpr LineKind kByUnit[] = {
        LineKind::usage,      LineKind::tier_units, LineKind::overage, LineKind::volume_units,
        LineKind::percentage, LineKind::capacity,   LineKind::energy};
    const bool metered = line.kind == static_cast<std::uint8_t>(ItemKind::usage) ||
                         line.kind == static_cast<std::uint8_t>(ItemKind::late);
    if (!metered || line.steps.size() != 1) return std::nullopt;
    const PricingStep& step = line.steps.front();
    const auto kind = static_cast<LineKind>(step.kind);
    if (step.quantity != line.quantity || step.amount == "0" ||
        std::ranges::find(kByUnit, kind) == std::end(kByUnit)) {
        return std::nullopt;
    }
    const auto amount = pos::parse_exact(step.amount);
    if (!amount) return std::nullopt;
    const pos::Exact apart = *amount - pos::exact(line.net);
    const pos::Exact minor{pos::exact_per_minor(line.net.currency)};
    if (apart >= minor || -apart >= minor) return std::nullopt;
    const std::string price = kind == LineKind::percentage ? figures.quantity(step.price) + " %"
                                                           : figures.price(step.price);
    return with_unit_of(line, figures.quantity(line.quantity)) + " × " + price;
}

}  // namespace

std::string plain_note(const DocumentLine& line) {
    return note_text(line, {});
}

std::string note_in_words(const DocumentLine& line, const invoice::Words& words) {
    if (std::ranges::any_of(line.steps, is_of_calls)) return call_note(line, words);
    const LineFigures figures{words.locale(), line.net.currency};
    if (auto said = one_price(line, figures)) return std::move(*said);
    return note_text(line, figures);
}

std::string name_in_words(const DocumentLine& line, const pos::locale::Locale& locale) {
    if (!line.charge) return line.name;
    std::string text;
    for (std::string_view left = line.name; !left.empty();) {
        const auto open = left.find('(');
        const auto close = open == left.npos ? open : left.find(')', open);
        if (close == left.npos) return text + std::string{left};
        const std::string_view inside = left.substr(open + 1, close - open - 1);
        const auto day = inside.size() == kDayLength ? pos::parse_date(inside) : std::nullopt;
        text += left.substr(0, open);
        if (day && text.ends_with(' ')) {
            text.pop_back();
            write_last_figure(text, locale);
            text += " (" + locale.date(*day) + ")";
        } else {
            const auto covered = covered_in_words(inside, locale);
            text += "(" + covered.value_or(std::string{inside}) + ")";
        }
        left.remove_prefix(close + 1);
    }
    return text;
}

std::string exemption_in_words(const pos::journal::DocumentTax& tax, const invoice::Words& words) {
    if (tax.exemption.empty()) return {};
    return std::string{words.find("exempt." + tax.category, tax.exemption)};
}

void put_reasons_in_words(pos::billing::invoice::Invoice& invoice,
                          const pos::journal::DocumentIssued& issued, const invoice::Words& words) {
    const std::size_t count = std::min(invoice.taxes.size(), issued.taxes.size());
    for (std::size_t i = 0; i < count; ++i) {
        invoice.taxes[i].exemption_reason = exemption_in_words(issued.taxes[i], words);
    }
    if (!invoice.payment_terms.empty()) invoice.payment_terms = words["credited"];
}

void put_in_words(pos::billing::invoice::Invoice& invoice,
                  const pos::journal::DocumentIssued& issued, const invoice::Words& words) {
    put_reasons_in_words(invoice, issued, words);
    const std::size_t count = std::min(invoice.lines.size(), issued.lines.size());
    for (std::size_t i = 0; i < count; ++i) {
        auto& line = invoice.lines[i];
        const DocumentLine& of = issued.lines[i];
        line.note = note_in_words(of, words);
        line.item.name = name_in_words(of, words.locale());
        if (of.charge) line.item.sellers_id.clear();
    }
}

}  // namespace app::core::billing
