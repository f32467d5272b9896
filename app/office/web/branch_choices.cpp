#include "app/office/web/branch_choices.hpp"

#include "app/core/office_journal.hpp"

namespace app::office::web {

Data branch_choices(const std::vector<pos::store::office::Branch>& branches,
                    const std::string& chosen) {
    Data choices{Data::type::list};
    for (const auto& each : branches) {
        Data one;
        one.set("code", each.code);
        one.set("name", each.name.empty() ? each.code : each.code + " · " + each.name);
        one.set("chosen", each.code == chosen);
        choices.push_back(one);
    }
    return choices;
}

std::string place_name(const std::string& branch, const std::string& terminal, const Words& words) {
    return branch == core::kOfficeBranch ? words["at_office"] : branch + "-" + terminal;
}

}  // namespace app::office::web
