#include "app/core/billing/takeover/row.hpp"

#include <algorithm>
#include <array>

#include "pos/base/assert.hpp"

namespace app::core::billing::takeover {

namespace {

using core::meter::DateOrder;

constexpr std::array<std::string_view, 5> kDates{"start", "end", "at", "on", "due"};

bool has_dots(const std::string& text) {
    return std::ranges::count(text, '.') == 2;
}

}  // namespace

const std::string& Row::text(std::string_view field, const Reading& how) const {
    const auto fields = fields_of(how.kind);
    const auto found =
        std::ranges::find_if(fields, [&](const Field& each) { return each.names.field == field; });
    POS_ASSERT(found != fields.end());
    return cells[static_cast<std::size_t>(found - fields.begin())];
}

std::optional<DateOrder> order_of(std::span<const Row> rows, const Reading& how, DateOrder said) {
    if (said != DateOrder::automatic) return said;
    core::meter::DateOrders orders{said};
    const auto fields = fields_of(how.kind);
    for (const Row& row : rows) {
        for (std::size_t at = 0; at < fields.size(); ++at) {
            if (std::ranges::find(kDates, fields[at].names.field) == kDates.end()) continue;
            const auto written = core::meter::read_time(row.cells[at]);
            if (!written) continue;
            if (!written->year_first && has_dots(row.cells[at])) return DateOrder::day_first;
            orders.see(*written);
        }
    }
    const auto decided = orders.decide();
    if (!decided || *decided == DateOrder::year_first) return std::nullopt;
    return *decided;
}

imports::DecimalSign sign_of(std::span<const Row> rows, Kind kind, imports::DecimalSign said) {
    if (said != imports::DecimalSign::either) return said;
    std::vector<std::string> columns;
    std::vector<std::size_t> places;
    std::vector<tabular::MapEntry> mapping;
    const auto fields = fields_of(kind);
    for (std::size_t at = 0; at < fields.size(); ++at) {
        const std::string name{fields[at].names.field};
        if (std::ranges::find(kFigures, name) == kFigures.end()) continue;
        columns.push_back(name);
        places.push_back(at);
        mapping.push_back({name, name});
    }
    if (places.empty()) return said;
    std::vector<imports::SampleRow> figures;
    for (const Row& row : rows) {
        auto& cells = figures.emplace_back();
        for (const std::size_t at : places) cells.push_back(row.cells[at]);
    }
    return imports::guess_decimal_sign(mapping, columns, figures, kFigures);
}

std::string_view word_of(Reason reason) {
    switch (reason) {
        case Reason::other:
            return "other";
        case Reason::field_missing:
            return "field_missing";
        case Reason::given_twice:
            return "given_twice";
        case Reason::unknown_word:
            return "unknown_word";
        case Reason::unknown_dates:
            return "unknown_dates";
        case Reason::two_ways:
            return "two_ways";
        case Reason::broken_row:
            return "broken_row";
        case Reason::differs:
            return "differs";
        case Reason::too_long_ago:
            return "too_long_ago";
        case Reason::counter_there:
            return "counter_there";
        case Reason::no_plan:
            return "no_plan";
        case Reason::no_contract:
            return "no_contract";
        case Reason::point_taken:
            return "point_taken";
        case Reason::error_value:
            return "error_value";
        case Reason::rounded:
            return "rounded";
    }
    return {};
}

}  // namespace app::core::billing::takeover
