#include "pos/store/office/parked.hpp"

namespace pos::store::office {

bool in_range(ParkReason reason) {
    return reason >= ParkReason::unknown_kind && reason <= ParkReason::other_place;
}

const char* park_reason_name(ParkReason reason) {
    switch (reason) {
        case ParkReason::unknown_kind:
            return "unknown_kind";
        case ParkReason::newer_version:
            return "newer_version";
        case ParkReason::damaged:
            return "damaged";
        case ParkReason::contradiction:
            return "contradiction";
        case ParkReason::refused:
            return "refused";
        case ParkReason::other_key:
            return "other_key";
        case ParkReason::other_place:
            return "other_place";
    }
    return "unknown";
}

const char* row_fault_name(RowFault fault) {
    switch (fault) {
        case RowFault::number_taken:
            return "number_taken";
        case RowFault::sale_taken:
            return "sale_taken";
        case RowFault::row_taken:
            return "row_taken";
    }
    return "row_taken";
}

ParkReason park_reason(journal::DecodeError error) {
    switch (error) {
        case journal::DecodeError::unknown_kind:
            return ParkReason::unknown_kind;
        case journal::DecodeError::newer_version:
            return ParkReason::newer_version;
        case journal::DecodeError::damaged:
            return ParkReason::damaged;
    }
    return ParkReason::damaged;
}

const char* project_error_name(journal::ProjectError error) {
    using journal::ProjectError;
    switch (error) {
        case ProjectError::not_started:
            return "not_started";
        case ProjectError::started_twice:
            return "started_twice";
        case ProjectError::mixed_currencies:
            return "mixed_currencies";
        case ProjectError::line_twice:
            return "line_twice";
        case ProjectError::shift_unknown:
            return "shift_unknown";
        case ProjectError::closed_twice:
            return "closed_twice";
        case ProjectError::sums_differ:
            return "sums_differ";
        case ProjectError::field_twice:
            return "field_twice";
    }
    return "unknown";
}

Answer<std::vector<Parked>> parked_entries(db::Connection& db, std::int64_t limit) {
    std::vector<Parked> found;
    auto done = db.each(
        "SELECT entry, reason, detail, received_at FROM parked_entry ORDER BY entry "
        "LIMIT $1",
        [&](const db::Row& row) {
            Parked& parked = found.emplace_back();
            parked.entry = entry_key(row.integer(0));
            parked.reason = static_cast<ParkReason>(row.integer(1));
            if (!in_range(parked.reason)) row.fault(1, "no such reason");
            row.get(2, parked.detail);
            row.get(3, parked.received_at);
        },
        limit);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<OutsideCounts> count_outside(db::Connection& db) {
    OutsideCounts counts;
    auto done = db.each(
        "SELECT (SELECT count(*) FROM parked_entry), (SELECT count(*) FROM fork_entry "
        "WHERE tail = 0)",
        [&](const db::Row& row) {
            row.get(0, counts.parked);
            row.get(1, counts.set_aside);
        });
    if (!done) return store_error(std::move(done.error()));
    return counts;
}

}  // namespace pos::store::office
