#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/imports/refusal.hpp"
#include "pos/base/clock.hpp"
#include "pos/store/errors.hpp"

namespace till::shell {

/// A table of goods that lies where people put such files.
struct GoodsFile {
    std::string path;
    std::string name;
    std::string folder;
    pos::Instant written{};
    bool operator==(const GoodsFile&) const = default;
};

/// Why a file of goods could not be read at all.
enum class GoodsTrouble {
    not_there,
    is_a_folder,
    cannot_read,
    other_spreadsheet,
    damaged,  // packed, and the archive is broken
    empty,    // no row of column names
    broken_header,
    no_name,           // no column for it could be found
    no_code,           // likewise
    other_than_shown,  // it has changed since
    store,             // the shop's own; `why` says which
};

/// A file of goods that was not read or not taken in.
struct GoodsRefused {
    GoodsTrouble what{};
    std::optional<pos::store::StoreError> why{};
};

/// What became of the rows, or would.
struct GoodsCounts {
    std::uint64_t rows{0};
    std::uint64_t added{0};
    std::uint64_t changed{0};
    std::uint64_t unchanged{0};
    std::uint64_t refused{0};
    std::uint64_t departments{0};         // new ones
    std::uint64_t wrong_check_digits{0};  // kept as the shop's own codes
};

/// A file as it was understood.
struct GoodsPreview {
    struct Column {
        std::string field;  // of app/core/imports's kItemFields
        std::string column;
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;  // the first ones, by `columns`
    GoodsCounts counts;
    std::vector<app::core::imports::Refusal> refused;  // the first kRefusedShown
};
inline constexpr std::size_t kGoodsRowsShown = 10;
inline constexpr std::size_t kGoodsRefusedShown = 200;

}  // namespace till::shell
