#include "app/core/tabular/mapping.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>
#include <optional>

#include "pos/locale/clean.hpp"
#include "pos/locale/fold.hpp"

namespace app::core::tabular {

namespace {

constexpr std::size_t kNearMax = 3;
constexpr std::size_t kComparedBytesMax = 60;
constexpr std::size_t kPartBytesMin = 3;
constexpr std::size_t kShownMax = 40;       // names in one message
constexpr std::size_t kShownBytesMax = 60;  // of each

/// How many letters must be added, dropped or changed (bytes of folded text, to be quick).
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

std::vector<std::string> strings(std::span<const std::string_view> texts) {
    return {texts.begin(), texts.end()};
}

/// Names for one message, of which a file of another kind may have any number of any length.
std::string shown(std::span<const std::string> names, std::string_view between) {
    std::string text;
    for (const std::string& name : names.first(std::min(names.size(), kShownMax))) {
        const std::string_view cut = pos::locale::cut_utf8(name, kShownBytesMax);
        text += text.empty() ? "" : between;
        text += cut;
        if (cut.size() < name.size()) text += "…";
    }
    if (names.size() > kShownMax) text += fmt::format(" and {} more", names.size() - kShownMax);
    return text;
}

std::optional<std::size_t> by_place(std::string_view column, std::size_t count) {
    if (!column.starts_with('#')) return std::nullopt;
    std::size_t place = 0;
    const char* const end = column.data() + column.size();
    const auto [rest, error] = std::from_chars(column.data() + 1, end, place);
    if (error != std::errc{} || rest != end || place < 1 || place > count) return std::nullopt;
    return place - 1;
}

template <class Same>
std::vector<std::size_t> places(std::span<const std::string> columns, Same same) {
    std::vector<std::size_t> found;
    for (std::size_t at = 0; at < columns.size(); ++at) {
        if (same(columns[at])) found.push_back(at);
    }
    return found;
}

std::expected<std::size_t, MapError> find_column(std::string_view name,
                                                 std::span<const std::string> columns) {
    auto found = places(columns, [&](const std::string& column) { return column == name; });
    if (found.empty()) {
        if (const auto place = by_place(name, columns.size())) return *place;
        const std::string folded = pos::locale::fold(name);
        found = places(columns, [&](const std::string& column) {
            return pos::locale::fold(column) == folded;
        });
    }
    if (found.size() == 1) return found.front();
    const auto kind = found.empty() ? MapErrorKind::unknown_column : MapErrorKind::ambiguous_column;
    return std::unexpected{MapError{
        kind, std::string{name}, {columns.begin(), columns.end()}, near_misses(name, columns)}};
}

}  // namespace

std::vector<std::string> near_misses(std::string_view text, std::span<const std::string> known) {
    const std::string wanted = pos::locale::fold(text).substr(0, kComparedBytesMax);
    struct Miss {
        std::size_t distance;
        std::size_t place;
        auto operator<=>(const Miss&) const = default;
    };
    std::vector<Miss> misses;
    for (std::size_t place = 0; place < known.size(); ++place) {
        const std::string folded = pos::locale::fold(known[place]).substr(0, kComparedBytesMax);
        if (folded.empty() || wanted.empty()) continue;
        const std::size_t apart = distance(wanted, folded);
        // A letter or two stand in many words.
        const bool part = std::min(folded.size(), wanted.size()) >= kPartBytesMin &&
                          (folded.contains(wanted) || wanted.contains(folded));
        if (part || apart * 3 <= std::max(wanted.size(), folded.size())) {
            misses.push_back({part ? std::min<std::size_t>(apart, 1) : apart, place});
        }
    }
    std::ranges::sort(misses);
    std::vector<std::string> names;
    for (const Miss& miss : misses) {
        if (names.size() < kNearMax) names.push_back(known[miss.place]);
    }
    return names;
}

std::expected<MapEntry, MapError> parse_map_entry(std::string_view text) {
    const std::size_t sign = text.find('=');
    if (sign == std::string_view::npos || sign == 0 || sign + 1 == text.size()) {
        return std::unexpected{MapError{MapErrorKind::no_equals_sign, std::string{text}, {}, {}}};
    }
    return MapEntry{std::string{text.substr(0, sign)}, std::string{text.substr(sign + 1)}};
}

std::expected<Bound, MapError> bind_columns(std::span<const MapEntry> entries,
                                            std::span<const std::string_view> fields,
                                            std::span<const std::string> columns) {
    Bound bound(fields.size());
    for (const MapEntry& entry : entries) {
        const auto field = std::ranges::find(fields, std::string_view{entry.field});
        if (field == fields.end()) {
            const auto known = strings(fields);
            return std::unexpected{MapError{MapErrorKind::unknown_field, entry.field, known,
                                            near_misses(entry.field, known)}};
        }
        const auto column = find_column(entry.column, columns);
        if (!column) return std::unexpected{column.error()};
        bound[static_cast<std::size_t>(field - fields.begin())].push_back(*column);
    }
    return bound;
}

std::string to_string(const MapError& error) {
    const std::string maybe =
        error.near.empty() ? "" : fmt::format("; did you mean {}?", shown(error.near, " or "));
    const std::string known = shown(error.known, ", ");
    if (error.is_of_an_empty_file()) return "the file is empty: it has no row of column names";
    switch (error.kind) {
        case MapErrorKind::no_equals_sign:
            return fmt::format("\"{}\" is not of the form field=Column", error.text);
        case MapErrorKind::unknown_field:
            return fmt::format("\"{}\" is no field; there are {}{}", error.text, known, maybe);
        case MapErrorKind::unknown_column:
            return fmt::format("the file has no column \"{}\"; it has {}{}", error.text, known,
                               maybe);
        case MapErrorKind::ambiguous_column:
            return fmt::format("the file has several columns \"{}\"; name it by its place, as #1",
                               error.text);
        case MapErrorKind::missing_field:
            return fmt::format("no column is mapped to \"{}\"; the file has {}{}", error.text,
                               known, maybe);
    }
    return error.text;
}

}  // namespace app::core::tabular
