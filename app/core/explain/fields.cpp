#include "app/core/explain/fields.hpp"

#include <expected>

#include "pos/billing/limits.hpp"
#include "pos/billing/tariff/load.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::explain {

namespace {

const Json kNothing = Json::object();

std::string_view words_of(pos::DecimalError error) {
    switch (error) {
        case pos::DecimalError::empty:
            return "is empty";
        case pos::DecimalError::not_a_number:
            return "is no figure";
        case pos::DecimalError::too_many_decimals:
            return "has more than fourteen decimals";
        case pos::DecimalError::out_of_range:
            return "is beyond measure";
    }
    return "is no figure";
}

pos::Exact most_of(Size size) {
    switch (size) {
        case Size::quantity:
            return pos::billing::kQuantityMax;
        case Size::price:
            return pos::billing::kPriceMax;
        case Size::amount:
            return pos::billing::kAmountMax;
        case Size::power:
            return pos::billing::tariff::kPowerMax;
    }
    return {};
}

std::optional<std::int32_t> digits(std::string_view text, std::size_t from, std::size_t count) {
    if (text.size() < from + count) return std::nullopt;
    std::int32_t value = 0;
    for (const char c : text.substr(from, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// "Z", "+02:00": seconds ahead of UTC.
std::optional<std::int32_t> offset_of(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    if (text.size() != 6 || text[3] != ':' || (text[0] != '+' && text[0] != '-')) {
        return std::nullopt;
    }
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, 4, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

constexpr std::string_view kNoInstant = "is no instant: write 2024-01-31T09:00:00Z";

/// An instant, or what is wrong with it.
std::expected<pos::Instant, std::string_view> parse_instant(std::string_view text) {
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    const bool dated = year && month && day && text[4] == '-' && text[7] == '-';
    if (!dated) return std::unexpected{kNoInstant};
    const auto date = pos::parse_date(text.substr(0, 10));
    if (!date) return std::unexpected{"is on a day that there is not"};
    if (text.size() == 10) return std::unexpected{"is a day alone: write 2024-01-31T09:00:00Z"};
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    const bool timed = hour && minute && second && (text[10] == 'T' || text[10] == ' ') &&
                       text[13] == ':' && text[16] == ':';
    if (!timed) return std::unexpected{kNoInstant};
    if (*hour > 23 || *minute > 59 || *second > 59) {
        return std::unexpected{"is at a time of day that there is not"};
    }
    std::string_view rest = text.substr(19);
    std::int64_t ms = 0;
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        const std::size_t places = std::min(rest.find_first_not_of("0123456789"), rest.size());
        if (places == 0) return std::unexpected{kNoInstant};
        const bool is_finer =
            places > 3 && rest.substr(3, places - 3).find_first_not_of('0') != rest.npos;
        if (is_finer) return std::unexpected{"is finer than a millisecond"};
        std::string fraction{rest.substr(0, std::min<std::size_t>(places, 3))};
        fraction.resize(3, '0');
        ms = digits(fraction, 0, 3).value_or(0);
        rest.remove_prefix(places);
    }
    if (rest.empty()) {
        return std::unexpected{"has no zone: write Z or an offset such as +01:00 behind it"};
    }
    const auto offset = offset_of(rest);
    if (!offset) return std::unexpected{"has an offset that is none: write Z or +01:00"};
    const std::int64_t seconds =
        std::int64_t{date->days} * 86'400 + *hour * 3600 + *minute * 60 + *second - *offset;
    const pos::Instant at{seconds * 1000 + ms};
    if (!pos::in_range(at)) return std::unexpected{"is beyond the calendar"};
    return at;
}

}  // namespace

std::string words_of(const std::vector<Problem>& problems) {
    std::string words;
    for (const Problem& problem : problems) {
        words += words.empty() ? "" : "; ";
        words += problem.field + " " + problem.reason;
    }
    return words;
}

Fields::Fields(const Json& object, std::string path, std::vector<Problem>& problems)
    : object_{&object}, path_{std::move(path)}, problems_{&problems} {
    if (object.is_object()) return;
    problems_->push_back({path_.empty() ? "line" : path_, "is no JSON object"});
    object_ = &kNothing;
}

const Json* Fields::value(std::string_view name) {
    if (std::ranges::find(asked_, name) == asked_.end()) asked_.emplace_back(name);
    const auto found = object_->find(std::string{name});
    return found == object_->end() || found->is_null() ? nullptr : &*found;
}

bool Fields::has(std::string_view name) {
    return value(name) != nullptr;
}

std::string Fields::path_of(std::string_view name) const {
    return path_.empty() ? std::string{name} : path_ + "." + std::string{name};
}

void Fields::refuse(std::string_view name, std::string reason) {
    problems_->push_back({path_of(name), std::move(reason)});
}

pos::Exact Fields::figure_of(const Json& json, const std::string& path, Size size) {
    std::string text;
    if (json.is_string()) {
        text = json.get<std::string>();
    } else if (json.is_number_integer()) {
        text = json.dump();
    } else if (json.is_number_float()) {
        // A double tells fifteen digits apart: what was written with more is not known any more.
        text = json.dump();
        const auto count = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
        if (text.contains('e') || count > 15) {
            problems_->push_back({path, "has too many digits for a number: write it as a text"});
            return {};
        }
    } else {
        problems_->push_back({path, "is no figure"});
        return {};
    }
    const auto figure = pos::parse_exact(text);
    if (!figure) {
        problems_->push_back({path, std::string{words_of(figure.error())}});
        return {};
    }
    if (pos::billing::size_of(*figure) <= most_of(size)) return *figure;
    problems_->push_back({path, "is beyond " + to_string(most_of(size))});
    return {};
}

pos::Exact Fields::figure(std::string_view name, Size size) {
    const Json* json = value(name);
    if (json != nullptr) return figure_of(*json, path_of(name), size);
    refuse(name, "is missing");
    return {};
}

std::optional<pos::Exact> Fields::figure_if(std::string_view name, Size size) {
    if (!has(name)) return std::nullopt;
    return figure(name, size);
}

pos::Exact Fields::figure_or(std::string_view name, pos::Exact otherwise, Size size) {
    return has(name) ? figure(name, size) : otherwise;
}

std::vector<pos::Exact> Fields::figures(std::string_view name, Size size) {
    std::vector<pos::Exact> figures;
    const Json* list = array(name);
    if (list == nullptr) return figures;
    figures.reserve(list->size());
    for (std::size_t i = 0; i < list->size(); ++i) {
        figures.push_back(
            figure_of((*list)[i], path_of(name) + "[" + std::to_string(i) + "]", size));
    }
    return figures;
}

std::int64_t Fields::count(std::string_view name, std::int64_t least, std::int64_t most) {
    const std::size_t before = problems_->size();
    const pos::Exact given = figure(name);
    if (problems_->size() != before) return least;
    if (given.e14 % pos::kExactScale != 0) {
        refuse(name, "is not whole");
        return least;
    }
    const auto whole = static_cast<std::int64_t>(given.e14 / pos::kExactScale);
    if (whole >= least && whole <= most) return whole;
    refuse(name, "is outside " + std::to_string(least) + " to " + std::to_string(most));
    return least;
}

std::optional<std::int64_t> Fields::count_if(std::string_view name, std::int64_t least,
                                             std::int64_t most) {
    if (!has(name)) return std::nullopt;
    return count(name, least, most);
}

std::int64_t Fields::count_or(std::string_view name, std::int64_t otherwise, std::int64_t least,
                              std::int64_t most) {
    return has(name) ? count(name, least, most) : otherwise;
}

std::string Fields::text(std::string_view name) {
    const Json* json = value(name);
    if (json == nullptr) {
        refuse(name, "is missing");
        return {};
    }
    if (json->is_string()) return json->get<std::string>();
    refuse(name, "is no text");
    return {};
}

std::string Fields::text_or(std::string_view name, std::string otherwise) {
    return has(name) ? text(name) : std::move(otherwise);
}

bool Fields::flag_or(std::string_view name, bool otherwise) {
    const Json* json = value(name);
    if (json == nullptr) return otherwise;
    if (json->is_boolean()) return json->get<bool>();
    refuse(name, "is neither true nor false");
    return otherwise;
}

pos::Date Fields::date(std::string_view name) {
    const std::size_t before = problems_->size();
    const std::string given = text(name);
    if (problems_->size() != before) return {};
    if (const auto date = pos::parse_date(given)) return *date;
    refuse(name, "is no date: write 2024-01-31");
    return {};
}

std::optional<pos::Date> Fields::date_if(std::string_view name) {
    if (!has(name)) return std::nullopt;
    return date(name);
}

pos::Instant Fields::instant(std::string_view name) {
    const std::size_t before = problems_->size();
    const std::string given = text(name);
    if (problems_->size() != before) return {};
    const auto at = parse_instant(given);
    if (at) return *at;
    refuse(name, std::string{at.error()});
    return {};
}

Fields Fields::inner(std::string_view name) {
    const Json* json = value(name);
    return {json == nullptr ? kNothing : *json, path_of(name), *problems_};
}

const Json* Fields::array(std::string_view name, std::size_t most) {
    const Json* json = value(name);
    if (json == nullptr) return nullptr;
    if (!json->is_array()) {
        refuse(name, "is no list");
        return nullptr;
    }
    if (json->size() <= most) return json;
    refuse(name, "has more than " + std::to_string(most) + " entries");
    return nullptr;
}

void Fields::close() {
    for (const auto& [name, json] : object_->items()) {
        if (std::ranges::find(asked_, name) == asked_.end()) refuse(name, "is not known here");
    }
}

std::string to_text(pos::Instant at) {
    std::int64_t seconds = at.unix_ms / 1000;
    std::int64_t ms = at.unix_ms % 1000;
    if (ms < 0) {
        ms += 1000;
        --seconds;
    }
    std::int64_t days = seconds / 86'400;
    std::int64_t second = seconds % 86'400;
    if (second < 0) {
        second += 86'400;
        --days;
    }
    const auto two = [](std::int64_t value) {
        return (value < 10 ? "0" : "") + std::to_string(value);
    };
    std::string text = pos::to_string(pos::Date{static_cast<std::int32_t>(days)}) + "T" +
                       two(second / 3600) + ":" + two(second / 60 % 60) + ":" + two(second % 60);
    if (ms != 0) text += "." + std::to_string(1000 + ms).substr(1);
    return text + "Z";
}

}  // namespace app::core::explain
