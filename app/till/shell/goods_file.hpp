#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/imports/doubt.hpp"
#include "app/core/imports/refusal.hpp"
#include "app/core/imports/shown_rows.hpp"
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
    no_table,          // neither a spreadsheet nor text
    no_name,           // no column for it could be found
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
    app::core::imports::ShownRows start;
    std::vector<app::core::imports::Doubt> doubts;
    GoodsCounts counts;
    std::vector<app::core::imports::Refusal> refused;  // the first kRefusedShown
};
/// Of a file that is read anew since a column is taken for something else: the columns of the
/// fields; empty: they are guessed.
using GoodsMapping = std::vector<app::core::tabular::MapEntry>;
inline constexpr std::size_t kGoodsRefusedShown = 200;

}  // namespace till::shell
