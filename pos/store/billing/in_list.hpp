#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"

namespace pos::store::billing {

/// So many ids go into one statement.
inline constexpr std::size_t kIdsAtOnce = 64;

/// Runs `select … WHERE x IN (` + ids + `)` + `rest` for all the ids, a fixed number at a time, so
/// that the statement stays the same one.
template <class OnRow>
db::Result<void> each_of(db::Connection& db, std::string_view select, std::string_view rest,
                         std::span<const Ulid> ids, OnRow&& on_row) {
    std::string sql{select};
    for (std::size_t i = 1; i <= kIdsAtOnce; ++i) {
        if (i > 1) sql += ", ";
        sql += '$' + std::to_string(i);
    }
    sql += rest;
    while (!ids.empty()) {
        const auto some = ids.first(std::min(ids.size(), kIdsAtOnce));
        std::array<db::Param, kIdsAtOnce> params;
        for (std::size_t i = 0; i < kIdsAtOnce; ++i) {
            params[i] = db::Param{some[std::min(i, some.size() - 1)]};
        }
        auto done = db.run(sql, params, [&](const db::Row& row) { return on_row(row), true; });
        if (!done) return std::unexpected{std::move(done.error())};
        ids = ids.subspan(some.size());
    }
    return {};
}

/// So many rows go into one statement that changes them.
inline constexpr std::size_t kRowsAtOnce = 32;

/// Hands `rows` over in groups of kRowsAtOnce and then one by one, so that there are two statements
/// in all: `change` takes a group.
template <class Row, class Change>
db::Result<void> in_groups(std::span<const Row> rows, Change&& change) {
    while (!rows.empty()) {
        const std::size_t some = rows.size() >= kRowsAtOnce ? kRowsAtOnce : 1;
        if (auto done = change(rows.first(some)); !done) return done;
        rows = rows.subspan(some);
    }
    return {};
}

}  // namespace pos::store::billing
