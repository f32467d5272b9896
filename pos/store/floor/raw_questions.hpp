#pragma once

#include <cstddef>
#include <string_view>

#include "pos/report/takings.hpp"
#include "pos/store/floor/raw_database.hpp"

namespace pos::store::floor {

/// The questions a till asks most, as bare statements: each reads the columns that the answer needs
/// and keeps nothing of them.
///
/// threads: one at a time
class RawQuestions {
public:
    static db::Result<RawQuestions> open(const std::string& path);

    /// An item by its barcode's key: whether it is there.
    db::Result<bool> item(std::string_view barcode_key);
    /// The rows that the index names for folded words, `rows_max` at most: how many. `texts`: with
    /// what each holds to be ranked by; else the index alone is asked.
    db::Result<std::size_t> search(std::string_view folded, std::size_t rows_max, bool texts);
    /// The rows of the roll-ups that a breakdown adds up: how many.
    db::Result<std::size_t> takings(report::Days days, report::TakingsBy by);

    /// Made of everything read, so that no reading can be left out.
    std::uint64_t seen() const { return seen_; }

private:
    explicit RawQuestions(RawDatabase db) : db_{std::move(db)} {}
    db::Result<void> prepare_all();
    db::Result<std::size_t> step_through(sqlite3_stmt* statement, std::size_t rows_max);

    RawDatabase db_;
    RawStatement item_;
    RawStatement trigram_[2];  // without and with the texts
    RawStatement start_[2];
    RawStatement takings_;
    RawStatement departments_;
    RawStatement tenders_;
    std::string match_;
    std::uint64_t seen_{0};
};

}  // namespace pos::store::floor
