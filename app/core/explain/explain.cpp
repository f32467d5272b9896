#include "app/core/explain/explain.hpp"

#include "app/core/explain/answers.hpp"

namespace app::core::explain {

namespace {

using Explain = Json (*)(Fields&);

struct Known {
    Kind kind;
    Explain explain;
};

const std::vector<Known>& known() {
    static const std::vector<Known> all{
        {{"charge", "One charge of a plan and what was used of it",
          R"({"kind":"charge","currency":"EUR","model":"graduated","tiers":[{"up_to":"100","price":"0.10"},{"price":"0.08","flat_fee":"5"}],"discount":{"percent":"10"},"minimum":"20","usage":{"quantity":"150"}})"},
         explain_charge},
        {{"parts", "A period billed part by part, with usage that came late",
          R"({"kind":"parts","currency":"EUR","model":"per_unit","price":"10","corrections_on":"original_part","parts":[{"came_to":["3"]},{"came_to":["4","6"]}]})"},
         explain_parts},
    };
    return all;
}

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

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all = [] {
        std::vector<Kind> kinds;
        for (const Known& one : known()) kinds.push_back(one.kind);
        return kinds;
    }();
    return all;
}

}  // namespace app::core::explain
