#pragma once

#include <expected>
#include <utility>

#include "pos/store/db/connection.hpp"

namespace pos::store::office {

/// Holds the office's row up to the end of the open transaction: of several who decide something
/// for the whole office, one after the other does.
inline db::Result<void> hold_office(db::Connection& db) {
    auto held = db.exec("UPDATE office SET journals = journals WHERE office = 1");
    if (!held) return std::unexpected{std::move(held.error())};
    return {};
}

}  // namespace pos::store::office
