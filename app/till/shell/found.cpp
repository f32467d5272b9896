#include "app/till/shell/found.hpp"

#include <algorithm>

namespace till::shell {

std::vector<const Listed*> found_shown(const Model& m) {
    std::vector<const Listed*> shown;
    for (const Listed& item : m.found) {
        if (m.found_department.empty() || item.department == m.found_department)
            shown.push_back(&item);
    }
    return shown;
}

std::vector<std::string> found_departments(const Model& m) {
    std::vector<std::string> departments;
    const auto add = [&](const std::string& name) {
        if (!name.empty() && std::ranges::find(departments, name) == departments.end())
            departments.push_back(name);
    };
    for (const Tab& tab : m.tabs) {
        if (std::ranges::find(m.found, tab.name, &Listed::department) != m.found.end())
            add(tab.name);
    }
    for (const Listed& item : m.found) add(item.department);
    return departments;
}

}  // namespace till::shell
