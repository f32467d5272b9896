#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/store/db/connection.hpp"

namespace test {

/// What a database is asked: the statement, with so many parameters.
struct Question {
    std::string sql;
    std::size_t params{0};
};

/// Passes everything on, and lets somebody hear each question before it is asked.
class Overheard final : public pos::store::db::Connection {
public:
    using Ear = std::function<void(const Question&)>;
    Overheard(Connection& to, Ear ear) : to_{to}, ear_{std::move(ear)} {}

    pos::store::db::Engine engine() const override { return to_.engine(); }
    pos::store::db::Result<std::int64_t> run(std::string_view sql,
                                             std::span<const pos::store::db::Param> params,
                                             pos::store::db::OnRow on_row) override {
        ear_({std::string{sql}, params.size()});
        return to_.run(sql, params, on_row);
    }
    pos::store::db::Result<std::int64_t> stream(std::string_view sql,
                                                std::span<const pos::store::db::Param> params,
                                                pos::store::db::OnRow on_row) override {
        ear_({std::string{sql}, params.size()});
        return to_.stream(sql, params, on_row);
    }
    pos::store::db::Result<void> script(std::string_view sql) override { return to_.script(sql); }
    pos::store::db::Result<std::unique_ptr<pos::store::db::BulkInsert>> bulk_insert(
        std::string_view table, std::span<const std::string_view> columns) override {
        return to_.bulk_insert(table, columns);
    }
    pos::store::db::Result<void> begin(pos::store::db::TransactionKind kind) override {
        return to_.begin(kind);
    }
    pos::store::db::Result<void> commit() override { return to_.commit(); }
    void rollback() override { to_.rollback(); }
    bool in_transaction() const override { return to_.in_transaction(); }
    pos::store::db::Result<void> sync() override { return to_.sync(); }
    void cancel() override { to_.cancel(); }

private:
    Connection& to_;
    Ear ear_;
};

/// The steps by which a question goes through all of a table or an index, as SQLite plans it,
/// whatever the sizes; empty where there are none.
///
/// requires: `db` is SQLite's
inline std::string scans_of(pos::store::db::Connection& db, const Question& question) {
    const std::vector<pos::store::db::Param> none(question.params);
    std::string scans;
    int steps = 0;
    const auto planned = db.run("EXPLAIN QUERY PLAN " + question.sql, none, [&](const auto& row) {
        const std::string step{row.text(3)};
        if (step.starts_with("SCAN")) scans += step + "\n";
        ++steps;
        return true;
    });
    if (!planned) return planned.error().text;
    return steps > 0 ? scans : "no plan";
}

}  // namespace test
