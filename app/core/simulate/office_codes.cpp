#include "app/core/simulate/office_codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace app::core::simulate {

namespace {

constexpr std::string_view kBlank = " \t\r\n";

std::unexpected<Failure> no_code(std::size_t number) {
    return refuse(fmt::format(
        "Code {} is not as counterfoil enrol-code --json prints it: that says which till it is "
        "for.",
        number));
}

}  // namespace

Outcome<std::vector<Place>> read_places(std::string_view text) {
    std::vector<Place> places;
    std::set<std::pair<std::string, std::string>> known;
    for (;;) {
        text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
        if (text.empty()) break;
        // No member of such an object is one itself.
        const auto end = std::min(text.find('}'), text.size() - 1) + 1;
        const auto json = nlohmann::json::parse(text.substr(0, end), nullptr, false);
        text.remove_prefix(end);
        const auto word = [&](const char* member) {
            const auto at = json.find(member);
            return at != json.end() && at->is_string() ? at->get<std::string>() : std::string{};
        };
        if (!json.is_object()) return no_code(places.size() + 1);
        Place place{word("branch"), word("terminal"), word("code")};
        if (place.branch.empty() || place.terminal.empty() || place.code.empty()) {
            return no_code(places.size() + 1);
        }
        const std::string name = place.branch + "-" + place.terminal;
        const auto in_use = json.find("place_in_use");
        if (in_use != json.end() && *in_use == true) {
            return refuse(name +
                          " is in use: the office has sales of it. A simulated till needs a "
                          "number of its own.");
        }
        if (!known.emplace(place.branch, place.terminal).second) {
            return refuse("There are two codes for " + name + ". Each till needs one.");
        }
        places.push_back(std::move(place));
    }
    if (places.empty()) return refuse("There is no code. Make some: counterfoil enrol-code --json");
    return places;
}

Outcome<std::vector<Place>> OfficeCodes::places(unsigned tills) {
    if (tills > places_.size()) {
        return refuse(
            fmt::format("{} tills are to join and there are {} codes: each till needs one "
                        "of its own. Make more: counterfoil enrol-code --json",
                        tills, places_.size()));
    }
    return std::vector<Place>(places_.begin(), places_.begin() + tills);
}

Outcome<Holdings> OfficeCodes::holdings(const std::vector<BranchDay>& of) {
    const auto currency = pos::currency_of(where_.currency);
    if (!currency) return misuse(where_.currency + " is no currency.");
    return read_pages(*visitor_, *currency, of);
}

}  // namespace app::core::simulate
