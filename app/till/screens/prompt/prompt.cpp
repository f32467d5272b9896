#include "app/till/screens/prompt/prompt.hpp"

#include <algorithm>
#include <iterator>

#include "pos/people/pin.hpp"

namespace till::prompt {

namespace {

constexpr std::size_t kBytesMax = 200;

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

/// Digits and points, as many as the address of a host has.
std::string dotted_of(const std::string& text) {
    constexpr std::size_t kLongest = sizeof("255.255.255.255") - 1;
    std::string kept;
    for (const char c : text) {
        if (c >= '0' && c <= '9') kept += c;
        if (c == '.' || c == ',') kept += '.';
    }
    return kept.substr(0, kLongest);
}

std::string digits_of(const std::string& text) {
    std::string kept;
    std::ranges::copy_if(text, std::back_inserter(kept),
                         [](char c) { return c >= '0' && c <= '9'; });
    return kept.substr(0, pos::people::kPinMax);
}

Outcome apply(Model& m, const Typed& typed) {
    m.text = m.secret    ? digits_of(typed.text)
             : m.dotted  ? dotted_of(typed.text)
             : m.figures ? figures_of(typed.text)
                         : typed.text;
    m.refusal.clear();
    return Outcome::open;
}

Outcome apply(Model& m, const Touched& touched) {
    if (m.figures) return Outcome::open;
    ui::press_key(touched.press, kBytesMax, m.text, m.capitals);
    m.refusal.clear();
    return Outcome::open;
}

Outcome apply(Model& m, const ModeChosen& chosen) {
    if (chosen.mode < m.modes.size()) m.mode = chosen.mode;
    m.refusal.clear();
    return Outcome::open;
}

Outcome apply(Model& m, const ReasonChosen& chosen) {
    m.refusal.clear();
    if (chosen.reason >= m.reasons.size()) return Outcome::open;
    m.reason = chosen.reason;
    return m.at_once ? Outcome::answered : Outcome::open;
}

Outcome apply(Model& m, const ReasonMoved& moved) {
    if (m.reasons.empty()) return Outcome::open;
    const int last = static_cast<int>(m.reasons.size()) - 1;
    const int from = m.reason ? static_cast<int>(*m.reason) : moved.by > 0 ? -1 : last + 1;
    m.reason = static_cast<std::size_t>(std::clamp(from + moved.by, 0, last));
    m.refusal.clear();
    return Outcome::open;
}

Outcome apply(Model& m, const Confirmed&) {
    return can_confirm(m) ? Outcome::answered : Outcome::open;
}

Outcome apply(Model& m, const Cancelled&) {
    return m.may_cancel ? Outcome::cancelled : Outcome::open;
}

}  // namespace

const std::string& suffix_of(const Model& model) {
    return model.mode < model.mode_suffixes.size() ? model.mode_suffixes[model.mode] : model.suffix;
}

bool can_confirm(const Model& model) {
    const bool blank = std::ranges::none_of(model.text, [](char c) { return c != ' '; });
    if (!model.label.empty() && !model.may_be_empty && blank) return false;
    return !model.reason_needed || model.reason.has_value();
}

Outcome update(Model& model, const Action& action) {
    return std::visit([&](const auto& happened) { return apply(model, happened); }, action);
}

}  // namespace till::prompt
