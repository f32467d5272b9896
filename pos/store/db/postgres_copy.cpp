#include "pos/store/db/postgres_copy.hpp"

#include "pos/base/assert.hpp"
#include "pos/store/db/postgres_connection.hpp"

namespace pos::store::db {

namespace {

constexpr std::size_t kSendAt = 64 * 1024;
constexpr std::string_view kSignature{"PGCOPY\n\377\r\n\0", 11};

}  // namespace

Result<std::unique_ptr<BulkInsert>> PostgresCopy::begin(PGconn* session, std::string_view table,
                                                        std::span<const std::string_view> columns) {
    std::string sql{"COPY "};
    sql.append(table).append(" (");
    for (std::size_t i = 0; i < columns.size(); ++i) {
        sql.append(i == 0 ? "" : ", ").append(columns[i]);
    }
    sql.append(") FROM STDIN (FORMAT binary)");
    const PostgresAnswer answer{PQexec(session, sql.c_str())};
    if (PQresultStatus(answer.get()) != PGRES_COPY_IN) {
        return std::unexpected{postgres_error(session, answer.get())};
    }
    return std::unique_ptr<BulkInsert>{new PostgresCopy{session, columns.size()}};
}

PostgresCopy::PostgresCopy(PGconn* session, std::size_t columns)
    : session_{session}, columns_{columns}, buffer_{kSignature} {
    buffer_.reserve(kSendAt * 2);
    put(0, 4);  // flags
    put(0, 4);  // no header extension
}

PostgresCopy::~PostgresCopy() {
    if (open_) (void)end("abandoned");
}

void PostgresCopy::put(std::uint64_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) buffer_ += static_cast<char>(value >> (8 * i));
}

Result<void> PostgresCopy::add(std::span<const Param> values) {
    POS_ASSERT(open_);
    POS_ASSERT(values.size() == columns_);
    put(columns_, 2);
    for (const Param& value : values) {
        switch (value.kind()) {
            case Param::Kind::null:
                put(~std::uint64_t{0}, 4);
                break;
            case Param::Kind::integer:
                put(8, 4);
                put(static_cast<std::uint64_t>(value.integer()), 8);
                break;
            case Param::Kind::text:
            case Param::Kind::bytes:
                put(value.size(), 4);
                buffer_.append(value.data(), value.size());
                break;
        }
    }
    if (buffer_.size() < kSendAt) return {};
    return send();
}

Result<void> PostgresCopy::send() {
    const int sent = PQputCopyData(session_, buffer_.data(), static_cast<int>(buffer_.size()));
    buffer_.clear();
    if (sent == 1) return {};
    return std::unexpected{postgres_error(session_, nullptr)};
}

Result<void> PostgresCopy::finish() {
    POS_ASSERT(open_);
    put(0xFFFF, 2);  // trailer
    if (auto sent = send(); !sent) return sent;
    return end(nullptr);
}

Result<void> PostgresCopy::end(const char* reason) {
    open_ = false;
    if (PQputCopyEnd(session_, reason) != 1) {
        return std::unexpected{postgres_error(session_, nullptr)};
    }
    Result<void> outcome;
    while (const PostgresAnswer answer{PQgetResult(session_)}) {
        if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) {
            outcome = std::unexpected{postgres_error(session_, answer.get())};
        }
    }
    return outcome;
}

}  // namespace pos::store::db
