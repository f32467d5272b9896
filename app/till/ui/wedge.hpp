#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/till/ui/event.hpp"

namespace till::ui {

/// A code that a scanner typed.
struct Scan {
    std::string text;
};
using KeyDecision = std::variant<Event, Scan>;

/// Tells a scanner that types like a keyboard from a person at it.
///
/// A scanner is known by three things together: an even, fast rhythm, a length no person types at
/// that speed, and the terminator behind it. Characters that follow each other fast are held back
/// until that is decided, so that a scan leaves nothing in a text field; what turns out to be a
/// person's is handed on, in order, as soon as the rhythm says so.
///
/// Pure: time comes with each key. threads: one at a time
class Wedge {
public:
    enum class Terminator { enter, tab, pause };
    struct Options {
        Moment gap_max{80'000};      ///< between two characters, drawing in software included
        Moment pace_max{35'000};     ///< mean gap that no person keeps up, however uneven
        double unevenness_max{0.2};  ///< deviation over mean of a slow but even scanner
        std::size_t length_min{6};   ///< without prefix and suffix; ignored where a prefix is set
        std::size_t length_max{512};
        std::string prefix{};  ///< ASCII that the scanner puts before each code
        std::string suffix{};  ///< before the terminator
        Terminator terminator{Terminator::enter};
    };

    Wedge() : Wedge(Options{}) {}
    explicit Wedge(Options options) : options_(std::move(options)) {}

    /// Takes the next key or character, with the time it was pressed; returns what is now decided.
    std::vector<KeyDecision> feed(const Event& event, Moment at);
    /// Decides what is held back when nothing has come for too long.
    std::vector<KeyDecision> expire(Moment now);
    /// When to call `expire` if no key comes before.
    std::optional<Moment> deadline() const;

private:
    struct Held {
        char32_t character{0};
        Moment at{0};
    };
    void hold(char32_t character, Moment at, std::vector<KeyDecision>& out);
    void release(std::vector<KeyDecision>& out);
    bool is_terminator(const KeyPressed& key) const;
    bool begins_like_prefix() const;
    bool is_surely_a_person() const;
    bool has_scanner_rhythm() const;
    std::optional<std::string> code() const;

    Options options_;
    std::vector<Held> held_;
    bool person_{false};  // what comes now follows a person's keys without a pause
    Moment last_at_{0};
};

/// Times for keys that were found together after the program had been busy: spread evenly over the
/// busy time. Each was pressed somewhere in it, and a person presses one where a scanner presses
/// ten.
std::vector<Moment> spread(std::size_t count, Moment busy_from, Moment busy_to);

}  // namespace till::ui
