#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/office/web/page.hpp"
#include "pos/store/office/audit.hpp"

namespace app::office::web {

/// Each line of the audit in the words of the page. Nothing personal of a customer: numbers, and
/// which fields. Times are told in `zone`.
///
/// errors: the database's, which is asked for the numbers of accounts and customers, many at once
pos::store::Answer<std::vector<std::string>> audit_told(
    pos::store::db::Connection& db, std::span<const pos::store::office::AuditLine> lines,
    const pos::locale::Zone& zone, const Words& words);

}  // namespace app::office::web
