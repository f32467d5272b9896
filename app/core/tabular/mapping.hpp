#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace app::core::tabular {

/// "price=Unit price": which of the file's columns a field is read from.
struct MapEntry {
    std::string field;
    std::string column;  // a name of the header, or "#3" for the third
    bool operator==(const MapEntry&) const = default;
};

enum class MapErrorKind {
    no_equals_sign,    // text
    unknown_field,     // text is no field of this import
    unknown_column,    // text is no column of this file
    ambiguous_column,  // two columns have that name
    missing_field,     // text must be mapped
};

struct MapError {
    MapErrorKind kind{};
    std::string text;
    std::vector<std::string> known;  // what there is
    std::vector<std::string> near;   // of it, what looks like `text`; best first

    /// Not what was said is wrong, but the file.
    bool is_of_an_empty_file() const {
        const bool of_a_file =
            kind == MapErrorKind::unknown_column || kind == MapErrorKind::missing_field;
        return of_a_file && known.empty();
    }
};

/// One sentence for people.
std::string to_string(const MapError& error);

/// "field=Column"; the column's name may hold further equals signs.
std::expected<MapEntry, MapError> parse_map_entry(std::string_view text);

/// Which columns each field is read from: several, in the order of the entries, if it was mapped
/// more than once; none if it was not.
using Bound = std::vector<std::vector<std::size_t>>;

/// Finds the columns of each of `fields`. A column is found by its exact name, else by that name in
/// another case or with other accents or spaces.
///
/// ensures: as many results as fields, each a valid place in `columns`
/// errors:  the first entry that cannot be bound
std::expected<Bound, MapError> bind_columns(std::span<const MapEntry> entries,
                                            std::span<const std::string_view> fields,
                                            std::span<const std::string> columns);

/// Those of `known` that a person may have meant by `text`, best first, three at most.
std::vector<std::string> near_misses(std::string_view text, std::span<const std::string> known);

}  // namespace app::core::tabular
