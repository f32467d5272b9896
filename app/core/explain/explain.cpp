#include "app/core/explain/explain.hpp"

#include "app/core/explain/answers.hpp"

namespace app::core::explain {

namespace {

constexpr int kDepthMax = 20;  // of objects and lists in one another

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
    if (const Json* id = fields.value("id")) {
        // Whole objects would be copied and written level by level, however deep they are.
        if (id->is_primitive()) {
            answer["id"] = *id;
        } else {
            fields.refuse("id", "is neither a text nor a number");
        }
    }
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
    bool too_deep = false;
    const auto shallow = [&](int depth, Json::parse_event_t, Json&) {
        too_deep = too_deep || depth > kDepthMax;
        return depth <= kDepthMax;
    };
    const Json request = Json::parse(line, shallow, false);
    if (too_deep) return {{"errors", errors_of({{"line", "is nested too deeply"}})}};
    if (request.is_discarded()) return {{"errors", errors_of({{"line", "is no JSON object"}})}};
    return explain(request);
}

bool is_refused(const Json& answer) {
    return answer.contains("errors");
}

}  // namespace app::core::explain
