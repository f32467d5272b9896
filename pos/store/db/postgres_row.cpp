#include "pos/store/db/postgres_row.hpp"

namespace pos::store::db {

namespace {

// PostgreSQL's catalogue of built-in types, fixed for ever.
enum TypeId : Oid {
    kBool = 16,
    kBytea = 17,
    kName = 19,
    kInt8 = 20,
    kInt2 = 21,
    kInt4 = 23,
    kText = 25,
    kUnknown = 705,
    kVarchar = 1043,
};

/// Network order, sign extended.
std::int64_t whole_number(std::string_view raw) {
    std::uint64_t value = static_cast<signed char>(raw[0]) < 0 ? ~std::uint64_t{0} : 0;
    for (const char c : raw) value = value << 8 | static_cast<unsigned char>(c);
    return static_cast<std::int64_t>(value);
}

}  // namespace

std::string_view PostgresRow::raw(int column) const {
    return {PQgetvalue(answer_, line_, column),
            static_cast<std::size_t>(PQgetlength(answer_, line_, column))};
}

bool PostgresRow::is_null(int column) const {
    return PQgetisnull(answer_, line_, column) != 0;
}

Param::Kind PostgresRow::kind(int column) const {
    if (is_null(column)) return Param::Kind::null;
    switch (PQftype(answer_, column)) {
        case kInt8:
        case kInt4:
        case kInt2:
        case kBool:
            return Param::Kind::integer;
        case kText:
        case kVarchar:
        case kName:
        case kUnknown:
            return Param::Kind::text;
        case kBytea:
            return Param::Kind::bytes;
        default:
            return Param::Kind::null;
    }
}

std::int64_t PostgresRow::integer(int column) const {
    if (kind(column) != Param::Kind::integer) {
        fault(column, "no integer");
        return 0;
    }
    return whole_number(raw(column));
}

std::string_view PostgresRow::text(int column) const {
    if (kind(column) != Param::Kind::text) {
        fault(column, "no text");
        return {};
    }
    return raw(column);
}

BytesView PostgresRow::bytes(int column) const {
    if (kind(column) != Param::Kind::bytes) {
        fault(column, "no bytes");
        return {};
    }
    return as_bytes(raw(column));
}

}  // namespace pos::store::db
