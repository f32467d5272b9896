#pragma once

#include <string>

#include "app/office/web/page.hpp"
#include "pos/store/office/audit.hpp"

namespace app::office::web {

/// One line of the audit in the words of the call's page. Nothing personal of a customer: numbers,
/// and which fields.
///
/// errors: the database's, which is asked for the numbers of accounts
pos::store::Answer<std::string> audit_told(const pos::store::office::AuditLine& line, Call& call);

}  // namespace app::office::web
