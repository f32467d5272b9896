#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>

#include "pos/store/db/connection.hpp"

namespace pos::store::db {

/// COPY … FROM STDIN in binary form. Dropped before finish(), it makes the transaction fail.
///
/// source: PostgreSQL 15, COPY, "Binary Format"
class PostgresCopy final : public BulkInsert {
public:
    static Result<std::unique_ptr<BulkInsert>> begin(PGconn* session, std::string_view table,
                                                     std::span<const std::string_view> columns);
    ~PostgresCopy() override;
    Result<void> add(std::span<const Param> values) override;
    Result<void> finish() override;

private:
    PostgresCopy(PGconn* session, std::size_t columns);
    void put(std::uint64_t value, int bytes);
    Result<void> send();
    Result<void> end(const char* reason);

    PGconn* session_;
    std::size_t columns_;
    std::string buffer_;
    bool open_{true};
};

}  // namespace pos::store::db
