#include "app/till/ui/probe.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace till::ui {

void Probe::clear() {
    controls.clear();
    doubled.clear();
    written.clear();
    filled.clear();
}

void Probe::add(std::string_view name, const Control& control) {
    const bool fresh = controls.try_emplace(std::string(name), control).second;
    if (!fresh) doubled.emplace_back(name);
}

void Probe::add(Written text) {
    const Point centre{text.place.centre(), text.place.middle()};
    for (auto one = filled.rbegin(); one != filled.rend(); ++one) {
        if (!one->place.contains(centre)) continue;
        text.behind = one->colour;
        break;
    }
    written.push_back(std::move(text));
}

bool Probe::shows(std::string_view words) const {
    return std::ranges::any_of(written, [&](const Written& w) { return w.text == words; });
}

std::string Probe::to_json() const {
    const auto place = [](const Rect& r) {
        return nlohmann::json::array({r.start, r.top, r.end, r.bottom});
    };
    nlohmann::json out;
    out["controls"] = nlohmann::json::object();
    for (const auto& [name, control] : controls)
        out["controls"][name] = {{"place", place(control.place)}, {"enabled", control.enabled}};
    out["texts"] = nlohmann::json::array();
    for (const Written& text : written)
        out["texts"].push_back(
            {{"text", text.text}, {"place", place(text.place)}, {"cut", text.cut}});
    return out.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace till::ui
