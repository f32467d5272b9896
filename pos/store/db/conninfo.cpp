#include "pos/store/db/conninfo.hpp"

#include <utility>

namespace pos::store::db {

std::expected<Conninfo, std::string> read_conninfo(const std::string& connection_string) {
    char* wrong = nullptr;
    Conninfo said{PQconninfoParse(connection_string.c_str(), &wrong), PQconninfoFree};
    if (said) return said;
    std::string sentence = wrong == nullptr ? "no memory" : wrong;
    PQfreemem(wrong);
    while (sentence.ends_with('\n')) sentence.pop_back();
    return std::unexpected{std::move(sentence)};
}

Conninfo usual_conninfo() {
    return {PQconndefaults(), PQconninfoFree};
}

}  // namespace pos::store::db
