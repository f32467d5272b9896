#include "pos/store/noted_reading.hpp"

#include <utility>
#include <variant>

#include "pos/journal/codec.hpp"

namespace pos::store {

Answer<std::optional<journal::MeterRead>> noted_reading(db::Connection& db, const Ulid& reading) {
    std::optional<journal::MeterRead> found;
    auto done = db.each(
        "SELECT e.kind, e.version, e.payload FROM till_reading r JOIN journal_entry e ON e.entry = "
        "r.entry WHERE r.reading = $1",
        [&](const db::Row& row) {
            auto event =
                journal::decode(row.get<std::uint16_t>(0), row.get<std::uint16_t>(1), row.bytes(2));
            auto* read = event ? std::get_if<journal::MeterRead>(&*event) : nullptr;
            if (read != nullptr) found = std::move(*read);
        },
        reading);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

}  // namespace pos::store
