#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/core/explain/fields.hpp"

namespace app::core::explain {

/// Prices what one request says and answers how it came to its amounts, or which fields are wrong.
///
/// A request is a JSON object whose "kind" says what it asks for (see kinds()). Its "id", whatever
/// it is, comes back with the answer. Figures are texts or numbers, exact to fourteen decimals.
///
/// ensures: an object with "kind" and figures as texts, or with "errors": one {field, reason} for
///          each thing that is wrong; one answer for one request
/// threads: any
Json explain(const Json& request);

/// The same for a line of text; what is no JSON, is nested more than twenty deep or has a field
/// twice in one object is answered with an error too.
Json explain(std::string_view line);

/// Whether the answer is a refusal.
bool is_refused(const Json& answer);

/// A kind of request with an example of it, for the help.
struct Kind {
    std::string_view name;
    std::string_view what;
    std::string_view example;
};
const std::vector<Kind>& kinds();

}  // namespace app::core::explain
