#pragma once

#include <expected>
#include <memory>

#include "pos/store/db/open.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/office/terminals.hpp"

namespace pos::store::office {

struct OpenOffice {
    std::unique_ptr<db::Connection> db;
    Office office;
};

/// A connection to head office's database that reads and writes beside others. An older schema is
/// brought up to date. What journals need is held by their rows, so no writer's lock is taken.
///
/// errors: those of opening; no_journal if the database is no head office's
std::expected<OpenOffice, OpenError> open_office(const db::DbTarget& target);

/// Takes the steps of the schema that are missing.
///
/// errors: missing, for a server's database without any; the database's
std::expected<void, OpenError> bring_up_to_date(db::Connection& db);

}  // namespace pos::store::office
