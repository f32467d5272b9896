#pragma once

#include <libpq-fe.h>

#include "pos/store/db/row.hpp"

namespace pos::store::db {

/// A row of a complete answer in binary form.
class PostgresRow final : public Row {
public:
    explicit PostgresRow(const PGresult* answer) : answer_{answer} {}
    void move_to(int line) { line_ = line; }

    bool is_null(int column) const override;
    Param::Kind kind(int column) const override;
    std::int64_t integer(int column) const override;
    std::string_view text(int column) const override;
    BytesView bytes(int column) const override;

private:
    std::string_view raw(int column) const;
    const PGresult* answer_;
    int line_{0};
};

}  // namespace pos::store::db
