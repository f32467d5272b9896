#include "app/core/explain/explain.hpp"

#include "app/core/explain/answers.hpp"
#include "app/core/explain/parse.hpp"

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
    (void)fields.value("id");  // whatever it is, nothing at all among it
    if (request.is_object() && request.contains("id")) answer["id"] = request["id"];
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
    const Parsed parsed = parse_json(line, kDepthMax);
    if (parsed.too_deep) return {{"errors", errors_of({{"line", "is nested too deeply"}})}};
    if (parsed.json.is_discarded()) {
        return {{"errors", errors_of({{"line", "is no JSON object"}})}};
    }
    if (parsed.twice.empty()) return explain(parsed.json);
    std::vector<Problem> problems;
    for (const Twice& one : parsed.twice) {
        const std::size_t column = place_in(line, one.byte).column;
        problems.push_back({one.field, "stands there twice: column " + std::to_string(column)});
    }
    Json answer = Json::object();
    // Of two ids nobody knows which is meant.
    const bool has_id = parsed.json.is_object() && parsed.json.contains("id") &&
                        std::ranges::find(parsed.twice, "id", &Twice::field) == parsed.twice.end();
    if (has_id) answer["id"] = parsed.json["id"];
    answer["errors"] = errors_of(problems);
    return answer;
}

bool is_refused(const Json& answer) {
    return answer.contains("errors");
}

}  // namespace app::core::explain
