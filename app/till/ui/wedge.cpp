#include "app/till/ui/wedge.hpp"

#include <algorithm>
#include <cmath>

#include "pos/base/utf8.hpp"

namespace till::ui {

namespace {

struct Rhythm {
    double mean{0};        // microseconds
    double unevenness{0};  // standard deviation over mean
};

template <class Held>
Rhythm rhythm_of(const std::vector<Held>& held) {
    if (held.size() < 2) return {};
    const auto gaps = static_cast<double>(held.size() - 1);
    Rhythm out{static_cast<double>((held.back().at - held.front().at).count()) / gaps, 0};
    double squares = 0;
    for (std::size_t i = 1; i < held.size(); ++i) {
        const double off = static_cast<double>((held[i].at - held[i - 1].at).count()) - out.mean;
        squares += off * off;
    }
    if (out.mean > 0) out.unevenness = std::sqrt(squares / gaps) / out.mean;
    return out;
}

}  // namespace

std::vector<KeyDecision> Wedge::feed(const Event& event, Moment at) {
    std::vector<KeyDecision> out = expire(at);
    if (const auto* typed = std::get_if<CharTyped>(&event)) {
        hold(typed->character, at, out);
        return out;
    }
    const auto* key = std::get_if<KeyPressed>(&event);
    if (key && is_terminator(*key) && has_scanner_rhythm()) {
        if (auto text = code()) {
            held_.clear();
            out.emplace_back(Scan{std::move(*text)});
            return out;
        }
    }
    if (key) release(out);  // fingers on the glass do not disturb a scan
    out.emplace_back(event);
    return out;
}

std::vector<KeyDecision> Wedge::expire(Moment now) {
    std::vector<KeyDecision> out;
    if (now - last_at_ <= options_.gap_max) return out;
    person_ = false;
    if (held_.empty()) return out;
    if (options_.terminator == Terminator::pause && has_scanner_rhythm()) {
        if (auto text = code()) {
            held_.clear();
            out.emplace_back(Scan{std::move(*text)});
            return out;
        }
    }
    release(out);
    return out;
}

std::optional<Moment> Wedge::deadline() const {
    if (held_.empty()) return std::nullopt;
    return last_at_ + options_.gap_max + Moment{1};
}

void Wedge::hold(char32_t character, Moment at, std::vector<KeyDecision>& out) {
    last_at_ = at;
    if (person_) {
        out.emplace_back(CharTyped{character});
        return;
    }
    held_.push_back({character, at});
    if (begins_like_prefix() && !is_surely_a_person() && held_.size() <= options_.length_max)
        return;
    release(out);
    person_ = true;
}

void Wedge::release(std::vector<KeyDecision>& out) {
    for (const Held& held : held_) out.emplace_back(CharTyped{held.character});
    held_.clear();
}

bool Wedge::is_terminator(const KeyPressed& key) const {
    if (key.control || key.repeat) return false;
    switch (options_.terminator) {
        case Terminator::enter:
            return key.key == Key::enter;
        case Terminator::tab:
            return key.key == Key::tab;
        case Terminator::pause:
            return key.key == Key::enter || key.key == Key::tab;
    }
    return false;
}

/// With a prefix set nothing else is ever held back: typing has no delay at all.
bool Wedge::begins_like_prefix() const {
    const std::size_t known = std::min(held_.size(), options_.prefix.size());
    for (std::size_t i = 0; i < known; ++i)
        if (held_[i].character != static_cast<unsigned char>(options_.prefix[i])) return false;
    return true;
}

/// Known before the end, so that a fast typist sees what is typed: slower than any scanner's mean
/// and uneven.
bool Wedge::is_surely_a_person() const {
    constexpr std::size_t kEnough = 4;
    if (held_.size() < kEnough) return false;
    const Rhythm rhythm = rhythm_of(held_);
    return rhythm.mean > static_cast<double>(options_.pace_max.count()) &&
           rhythm.unevenness > options_.unevenness_max;
}

bool Wedge::has_scanner_rhythm() const {
    if (held_.empty()) return false;
    const Rhythm rhythm = rhythm_of(held_);
    return rhythm.mean <= static_cast<double>(options_.pace_max.count()) ||
           rhythm.unevenness <= options_.unevenness_max;
}

/// The held characters without prefix and suffix, if they can be a code.
std::optional<std::string> Wedge::code() const {
    std::string text;
    for (const Held& held : held_) text += pos::to_utf8(held.character);
    if (!text.starts_with(options_.prefix) || !text.ends_with(options_.suffix) ||
        text.size() < options_.prefix.size() + options_.suffix.size())
        return std::nullopt;
    text = text.substr(options_.prefix.size(),
                       text.size() - options_.prefix.size() - options_.suffix.size());
    if (!options_.prefix.empty()) return text.empty() ? std::nullopt : std::optional(text);
    if (text.size() < options_.length_min) return std::nullopt;
    // A key held down has an even rhythm too, but says the same again and again.
    const bool one_key = text.find_first_not_of(text.front()) == std::string::npos;
    return one_key ? std::nullopt : std::optional(text);
}

std::vector<Moment> spread(std::size_t count, Moment busy_from, Moment busy_to) {
    std::vector<Moment> out;
    const auto span = (busy_to - busy_from).count();
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(busy_from + Moment{span * static_cast<std::int64_t>(2 * i + 1) /
                                         static_cast<std::int64_t>(2 * count)});
    return out;
}

}  // namespace till::ui
