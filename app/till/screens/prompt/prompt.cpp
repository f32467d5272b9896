#include "app/till/screens/prompt/prompt.hpp"

#include <algorithm>

namespace till::prompt {

namespace {

/// Digits of ASCII, one comma or point, and a minus in front.
std::string figures_of(const std::string& text) {
    std::string kept;
    bool sign = false;
    for (const char c : text) {
        if (c >= '0' && c <= '9') kept += c;
        if (c == '-' && kept.empty()) kept += c;
        if ((c == '.' || c == ',') && !sign) {
            sign = true;
            kept += c;
        }
    }
    return kept.substr(0, 16);
}

Outcome apply(Model& m, const Typed& typed) {
    m.text = m.figures ? figures_of(typed.text) : typed.text;
    m.refusal.clear();
    return Outcome::open;
}

Outcome apply(Model& m, const ModeChosen& chosen) {
    if (chosen.mode < m.modes.size()) m.mode = chosen.mode;
    m.refusal.clear();
    return Outcome::open;
}

Outcome apply(Model& m, const ReasonChosen& chosen) {
    if (chosen.reason < m.reasons.size()) m.reason = chosen.reason;
    m.refusal.clear();
    return Outcome::open;
}

Outcome apply(Model& m, const Confirmed&) {
    return can_confirm(m) ? Outcome::answered : Outcome::open;
}

Outcome apply(Model&, const Cancelled&) {
    return Outcome::cancelled;
}

}  // namespace

bool can_confirm(const Model& model) {
    if (!model.label.empty() && std::ranges::none_of(model.text, [](char c) { return c != ' '; }))
        return false;
    return !model.reason_needed || model.reason.has_value();
}

Outcome update(Model& model, const Action& action) {
    return std::visit([&](const auto& happened) { return apply(model, happened); }, action);
}

}  // namespace till::prompt
