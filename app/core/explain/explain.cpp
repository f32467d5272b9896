#include "app/core/explain/explain.hpp"

#include "app/core/explain/answers.hpp"

namespace app::core::explain {

namespace {

Json errors_of(const std::vector<Problem>& problems) {
    Json list = Json::array();
    for (const Problem& problem : problems) {
        list.push_back({{"field", problem.field}, {"reason", problem.reason}});
    }
    return list;
}

}  // namespace

Json explain(const Json& request) {
    std::vector<Problem> problems;
    Fields fields{request, "", problems};
    Json answer = Json::object();
    if (const Json* id = fields.value("id")) answer["id"] = *id;
    const std::string kind = fields.text("kind");
    answer["kind"] = kind;
    Json told;
    const auto found =
        std::ranges::find(known(), kind, [](const Known& one) { return one.kind.name; });
    if (found != known().end()) {
        told = found->explain(fields);
    } else if (fields.sound()) {
        std::string names;
        for (const Known& one : known()) {
            names += (names.empty() ? "" : ", ") + std::string{one.kind.name};
        }
        fields.refuse("kind", "is none of " + names);
    }
    if (!problems.empty()) {
        answer["errors"] = errors_of(problems);
        return answer;
    }
    answer.update(told);
    return answer;
}

Json explain(std::string_view line) {
    const Json request = Json::parse(line, nullptr, false);
    if (!request.is_discarded()) return explain(request);
    return {{"errors", errors_of({{"line", "is no JSON object"}})}};
}

bool is_refused(const Json& answer) {
    return answer.contains("errors");
}

}  // namespace app::core::explain
