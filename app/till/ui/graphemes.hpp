#pragma once

#include <memory>
#include <string_view>

namespace till::ui {

/// The borders of characters as a person sees them (grapheme clusters), in bytes. Most borders are
/// plain to see; ICU's iterator, which takes long to make, is asked only about the others.
///
/// owns:   nothing of the text, which outlives this
/// source: Unicode Standard Annex 29, section 3.1
class Graphemes {
public:
    explicit Graphemes(std::string_view text);
    ~Graphemes();
    Graphemes(const Graphemes&) = delete;
    Graphemes& operator=(const Graphemes&) = delete;

    /// The last border before `at`; 0 at the beginning.
    std::size_t before(std::size_t at) const;
    /// The first border behind `at`; the text's size at the end.
    std::size_t behind(std::size_t at) const;

private:
    struct State;
    State* iterator() const;

    std::string_view text_;
    mutable std::unique_ptr<State> state_;  // made when it is needed
};

}  // namespace till::ui
