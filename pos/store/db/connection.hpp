#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "pos/store/db/error.hpp"
#include "pos/store/db/function_ref.hpp"
#include "pos/store/db/param.hpp"
#include "pos/store/db/row.hpp"

namespace pos::store::db {

enum class Engine : std::uint8_t { sqlite, postgresql };

enum class TransactionKind : std::uint8_t {
    read,   // one snapshot for several statements
    write,  // SQLite: holds the only write lock from the start
    /// The same, but its commit does not wait for the disk: it outlives this program at once and a
    /// power cut after sync() or the next `write`. PostgreSQL has no such thing and waits.
    quick_write,
};

/// Takes a row; false ends the answer early.
using OnRow = FunctionRef<bool(const Row&)>;

/// Rows on their way into one table, in the order given. Nothing is there before finish() succeeds.
class BulkInsert {
public:
    virtual ~BulkInsert() = default;
    virtual Result<void> add(std::span<const Param> values) = 0;
    virtual Result<void> finish() = 0;

    template <class... In>
    Result<void> row(const In&... in) {
        const std::array<Param, sizeof...(In)> values{Param{in}...};
        return add(values);
    }
};

/// One connection to a database, with a bounded cache of prepared statements keyed by their text.
/// Parameters are $1, $2, … on both engines, so the text reaches them as written.
///
/// errors:  every call answers a DbError; nothing is thrown
/// threads: one Connection per thread; only cancel() may come from another
class Connection {
public:
    virtual ~Connection() = default;
    virtual Engine engine() const = 0;

    /// Runs one statement and hands over its rows. Returns how many rows it changed or found.
    virtual Result<std::int64_t> run(std::string_view sql, std::span<const Param> params,
                                     OnRow on_row) = 0;
    /// Like run(), for answers too large for memory; `on_row` may use this connection meanwhile.
    virtual Result<std::int64_t> stream(std::string_view sql, std::span<const Param> params,
                                        OnRow on_row) = 0;
    /// Runs several statements, separated by semicolons, without parameters; it stops at the first
    /// error. Only within a transaction does that undo the statements before it on both engines.
    virtual Result<void> script(std::string_view sql) = 0;
    /// COPY on PostgreSQL, a held INSERT on SQLite. Columns are integers, text and bytes.
    ///
    /// requires: an open transaction; no other call on this connection until it is finished
    virtual Result<std::unique_ptr<BulkInsert>> bulk_insert(
        std::string_view table, std::span<const std::string_view> columns) = 0;

    // Use a Transaction rather than these.
    virtual Result<void> begin(TransactionKind kind) = 0;
    virtual Result<void> commit() = 0;
    virtual void rollback() = 0;
    virtual bool in_transaction() const = 0;
    /// Makes every committed quick_write outlive a power cut.
    virtual Result<void> sync() = 0;

    /// Stops the statement that runs at this moment, if any; it answers `cancelled`.
    virtual void cancel() = 0;

    template <class... In>
    Result<std::int64_t> exec(std::string_view sql, const In&... in) {
        const std::array<Param, sizeof...(In)> params{Param{in}...};
        return run(sql, params, [](const Row&) { return true; });
    }
    /// `on_row` takes a const Row&; it returns nothing, or false to stop.
    template <class F, class... In>
        requires std::invocable<F&, const Row&>
    Result<std::int64_t> each(std::string_view sql, F&& on_row, const In&... in) {
        const std::array<Param, sizeof...(In)> params{Param{in}...};
        if constexpr (std::is_same_v<std::invoke_result_t<F&, const Row&>, bool>) {
            return run(sql, params, on_row);
        } else {
            return run(sql, params, [&on_row](const Row& row) { return on_row(row), true; });
        }
    }
    template <class... Out, class... In>
    Result<std::vector<std::tuple<Out...>>> query(std::string_view sql, const In&... in) {
        std::vector<std::tuple<Out...>> rows;
        const auto done =
            each(sql, [&rows](const Row& row) { read_into(row, rows.emplace_back()); }, in...);
        if (!done) return std::unexpected{done.error()};
        return rows;
    }
    /// The first row, if there is one.
    template <class... Out, class... In>
    Result<std::optional<std::tuple<Out...>>> first(std::string_view sql, const In&... in) {
        std::optional<std::tuple<Out...>> found;
        const auto done = each(
            sql,
            [&found](const Row& row) {
                read_into(row, found.emplace());
                return false;
            },
            in...);
        if (!done) return std::unexpected{done.error()};
        return found;
    }
    /// The first column of the first row, if there is one.
    template <class Out, class... In>
    Result<std::optional<Out>> value(std::string_view sql, const In&... in) {
        auto row = first<Out>(sql, in...);
        if (!row) return std::unexpected{std::move(row.error())};
        if (!*row) return std::optional<Out>{};
        return std::optional<Out>{std::move(std::get<0>(**row))};
    }

private:
    template <class... Out>
    static void read_into(const Row& row, std::tuple<Out...>& to) {
        int column = 0;
        std::apply([&](auto&... out) { (row.get(column++, out), ...); }, to);
    }
};

/// Undoes everything since begin() unless commit() succeeded.
class Transaction {
public:
    static Result<Transaction> begin(Connection& db, TransactionKind kind) {
        auto begun = db.begin(kind);
        if (!begun) return std::unexpected{std::move(begun.error())};
        return Transaction{db};
    }
    Transaction(Transaction&& other) noexcept : db_{std::exchange(other.db_, nullptr)} {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction() { rollback(); }

    /// ensures: on success everything is durable (see quick_write); on an error nothing of it is
    ///          visible
    Result<void> commit() {
        auto done = db_->commit();
        if (!done) db_->rollback();
        db_ = nullptr;
        return done;
    }
    void rollback() {
        if (db_) std::exchange(db_, nullptr)->rollback();
    }

private:
    explicit Transaction(Connection& db) : db_{&db} {}
    Connection* db_;
};

}  // namespace pos::store::db
